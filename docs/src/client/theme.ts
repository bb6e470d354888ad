// Runs before the page is drawn. The portal keeps its reader's theme at the same place, so both look alike.
const theme = localStorage.getItem('aiigo.theme')
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
