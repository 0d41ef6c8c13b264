// Days of a plan take what is dragged onto them. A browser asks this many times a second; the server hears of the drop alone.
document.addEventListener('dragover', event => {
  if (event.target.closest?.('[data-day]')) event.preventDefault();
});
