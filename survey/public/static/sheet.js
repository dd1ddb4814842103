// Keying by keyboard alone, inside .st-key-sheet: a full box moves on, Enter moves on, Backspace in an empty box goes
// back, and after a save the first box is ready. Loaded once with the staff pages; without it, Tab and the button work.
(() => {
  const boxes = () => [...document.querySelectorAll(".st-key-sheet input, .st-key-sheet textarea")];
  const button = () => document.querySelector(".st-key-sheet [data-testid=stFormSubmitButton] button");
  const isOurs = (event) => event.target.matches?.(".st-key-sheet input, .st-key-sheet textarea");
  const isLine = (box) => box.tagName === "INPUT";

  const go = (box, step) => {
    const all = boxes();
    const next = all[all.indexOf(box) + step];
    if (next) next.focus();
    else if (step > 0) button()?.focus();
  };

  // A sheet's boxes carry its id in their class; a new id means that the last one is saved.
  const sheet = () => boxes()[0]?.closest("[class*=st-key-answer_]")?.className;
  let looks = 0;
  const waitForNext = () => {
    const saved = sheet();
    let held = 0; // the page is drawn in steps, and a step may take the focus away again
    looks = 100; // ten seconds; then somebody has gone elsewhere
    const look = () => {
      if (looks-- <= 0) return;
      const isNew = sheet() && sheet() !== saved;
      held = isNew && document.activeElement === boxes()[0] ? held + 1 : 0;
      if (isNew && !held) boxes()[0].focus();
      if (held < 5) setTimeout(look, 100);
    };
    look();
  };

  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!isOurs(event) || !isLine(box) || event.isComposing || !event.inputType?.startsWith("insert")) return;
    looks = 0; // whoever types already has found the box
    if (box.value.length >= box.maxLength) go(box, 1);
  });
  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (!isOurs(event) || event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      waitForNext();
    } else if (event.key === "Enter" && isLine(box)) {
      event.preventDefault();
      go(box, 1);
    } else if (event.key === "Backspace" && isLine(box) && box.value === "") {
      event.preventDefault();
      go(box, -1);
    }
  }, true);
  document.addEventListener("click", (event) => { if (button()?.contains(event.target)) waitForNext(); }, true);
  document.addEventListener("focusin", (event) => {
    if (isOurs(event) && isLine(event.target)) event.target.select();
  });
})();
