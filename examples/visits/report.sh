#!/bin/sh
# Arguments: a CSV of visits, the report's name. One line for each page: visits, failed visits, bytes; most bytes first.
set -e
echo "reading $1 with $(busybox | head -n 1 | cut -d ' ' -f 1)"
tail -n +2 "$1" | awk -F , '
  { visits[$2]++; bytes[$2] += $4; failed[$2] += $3 >= 400 }
  END { for (page in visits) printf "%s,%d,%d,%d\n", page, visits[page], failed[page], bytes[page] }
' | sort -t , -k 4,4nr -k 1,1 > /tmp/rows
echo page,visits,failed,bytes > "$2"
cat /tmp/rows >> "$2"
echo "$(wc -l < /tmp/rows) pages"
