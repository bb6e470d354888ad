-- graph-node keeps its own database and insists on the C collation.
CREATE DATABASE graph OWNER aiigo TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
