// A comfort, never a need: keeps what was typed if a phone drops the page, stops a second press.
// On a shared tablet nothing outlives the tab, a contact (autocomplete=off) not the page.
(function () {
  "use strict";
  var form = all("form")[0], id = form && form.dataset.draft, draft = { id: id }, store, sent;
  function each(found, act) { for (var i = 0; i < found.length; i++) { act(found[i]); } }
  function all(selector) { return document.querySelectorAll(selector); }
  function restore(name) {
    var fields = all('[name="' + name + '"]'), kept;
    if (!fields.length && name.indexOf("a_") === 0) {
      kept = document.createElement("input");
      kept.type = "hidden"; kept.name = name; kept.value = draft[name];
      form.appendChild(kept);
    }
    each(fields, function (field) {
      if (field.type === "radio") { field.checked = field.value === draft[name]; }
      else if (!field.value) { field.value = draft[name]; }
    });
  }
  function keep(event) {
    var field = event.target;
    if (field.type === "checkbox" || field.autocomplete === "off") { return; }
    draft[field.name] = field.value;
    store.setItem("draft", JSON.stringify(draft));
  }
  try {
    store = window.sessionStorage;
    if (all("[data-done]").length) { store.removeItem("draft"); }
    if (id) {
      var old = JSON.parse(store.getItem("draft"));
      if (old && old.id === id) { draft = old; Object.keys(old).slice(1).forEach(restore); }
      form.oninput = form.onchange = keep;
    }
  } catch (refused) { /* no storage */ }
  function again() { sent = false; }
  if (form) {
    form.onsubmit = function (event) {
      if (sent) { event.preventDefault(); }
      sent = true;
      setTimeout(again, 8000);
    };
    window.onpageshow = function (event) {
      again();
      if (event.persisted) { each(all("[autocomplete=off]"), function (field) { field.value = ""; }); }
    };
  }
  each(all("[data-print]"), function (button) {
    button.hidden = false;
    button.onclick = function () { window.print(); };
  });
})();
