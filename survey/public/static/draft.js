// Each answer of a sheet is sent to the server as it is typed, and is held in this tab until the server has it:
// a reload, a dropped connection or a restart of the server loses nothing. Loaded once with the staff pages.
(() => {
  const STORE = "lianxin-draft", FIRST_WAIT = 300, LONGEST_WAIT = 10000;
  const head = () => { try { return JSON.parse(document.querySelector("#draft")?.dataset.head); } catch { return null; } };
  const words = () => JSON.parse(document.querySelector("#draft")?.dataset.words || "{}");
  const held = () => { try { return JSON.parse(sessionStorage.getItem(STORE)) || {}; } catch { return {}; } };
  const hold = (sheets) => { try { sessionStorage.setItem(STORE, JSON.stringify(sheets)); } catch { /* full or off */ } };

  let waiting = held(); // sheet -> what the server does not have yet: head, answers, number
  let fromBefore = new Set(Object.keys(waiting)); // typed before this page was loaded: the page lacks it
  let sending = false, wait = FIRST_WAIT, timer, lastHead = "";

  const say = (state) => {
    const place = document.querySelector("#draft .state");
    if (place) place.textContent = words()[state]?.replace("{time}", new Date().toLocaleTimeString("zh-CN")) || "";
  };
  const later = (milliseconds) => { clearTimeout(timer); timer = setTimeout(send, milliseconds); };

  const add = (now, answers) => {
    const before = waiting[now.sheet]?.answers;
    waiting[now.sheet] = { head: now, answers: { ...before, ...answers }, number: Date.now() };
    lastHead = JSON.stringify(now);
    hold(waiting);
    if (!sending) later(wait);
  };

  const send = async () => {
    const sheet = Object.keys(waiting)[0];
    if (!sheet || sending) return;
    sending = true;
    const item = waiting[sheet];
    let status = 0;
    try {
      const body = JSON.stringify({ ...item.head, answers: item.answers, number: item.number });
      status = (await fetch("./draft", { method: "POST", body, headers: { "Content-Type": "application/json" } })).status;
    } catch { /* no connection: tried again */ }
    sending = false;
    done(sheet, item, status);
  };

  const done = (sheet, item, status) => {
    const isTaken = status === 204 || status === 410 || status === 400 || status === 403;
    if (isTaken && waiting[sheet] === item) delete waiting[sheet];
    hold(waiting);
    wait = isTaken ? FIRST_WAIT : Math.min(LONGEST_WAIT, wait * 2);
    say(status === 204 || status === 410 ? "kept" : status === 401 ? "out" : isTaken ? "refused" : "waiting");
    if (status === 204 && fromBefore.delete(sheet) && head()?.sheet !== sheet) location.reload();
    if (Object.keys(waiting).length) later(wait);
  };

  document.addEventListener("input", (event) => {
    const found = event.target.closest?.("[class*=st-key-answer_]")?.className.match(/st-key-answer_([0-9a-f]+)_(\S+)/);
    const now = head();
    if (found && now && found[1] === now.sheet) add(now, { [found[2]]: event.target.value });
  });
  // Another area or another day of a sheet that has answers is part of the draft, too.
  setInterval(() => {
    const now = head();
    if (now && lastHead && JSON.parse(lastHead).sheet === now.sheet && JSON.stringify(now) !== lastHead) add(now, {});
  }, 1000);
  if (Object.keys(waiting).length) later(0);
})();
