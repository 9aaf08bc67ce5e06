// The figures of a matrix's cell in a box beside it, for pointer, finger and keyboard. Without script, the
// cell's title says the same.
(function () {
  'use strict';
  var box = document.createElement('div');
  box.className = 'tip';
  box.setAttribute('role', 'status');
  box.hidden = true;
  document.body.appendChild(box);

  function show(cell) {
    box.textContent = cell.dataset.tip;
    box.hidden = false;
    var at = cell.getBoundingClientRect();
    var room = document.documentElement.clientWidth - box.offsetWidth - 8;
    box.style.left = Math.max(8, Math.min(room, at.left)) + 'px';
    var below = at.bottom + 6;
    var fits = window.innerHeight > below + box.offsetHeight;
    box.style.top = (fits ? below : Math.max(8, at.top - box.offsetHeight - 6)) + 'px';
  }

  function hide() {
    box.hidden = true;
  }

  document.querySelectorAll('.heat td[title]').forEach(function (cell) {
    cell.dataset.tip = cell.title;
    cell.removeAttribute('title');
    cell.setAttribute('aria-description', cell.dataset.tip);
    cell.addEventListener('pointerenter', function () { show(cell); });
    cell.addEventListener('focus', function () { show(cell); });
    cell.addEventListener('pointerleave', hide);
    cell.addEventListener('blur', hide);
  });
  // A link to something folded unfolds it.
  function unfold() {
    // Optional chaining: the page is XML, too, and has no room for the sign of "and".
    var target = document.getElementById(location.hash.slice(1));
    if (target?.tagName === 'DETAILS') { target.open = true; }
  }
  window.addEventListener('hashchange', unfold);
  unfold();

  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') { hide(); }
  });
  document.addEventListener('scroll', hide, true);
}());
