// Keys that work everywhere on the page but where people type: an element names its own by aria-keyshortcuts.
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest('input, textarea, select')) return;
  const named = document.querySelector(`[aria-keyshortcuts="${CSS.escape(event.key)}"]`);
  if (!named) return;
  event.preventDefault();
  if (named.matches('input, textarea')) named.focus();
  else named.click();
});
