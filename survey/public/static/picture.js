// The picture of a figure: on white and under its title, whatever the page looks like (survey/charts/picture.py).
// Plotly copies the figure in the moment of the press, so it is changed before and put back right after.
(function () {
  "use strict";

  function shortened(text, width, size) {
    var most = Math.floor(width / size * 1.05), wide = 0;
    for (var i = 0; i < text.length; i++) {
      wide += text.charCodeAt(i) > 0x2e80 ? 1 : 0.55;
      if (wide > most) return text.slice(0, i) + "…";
    }
    return text;
  }

  function escaped(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  function laidOut(layout, picture, width) {
    var own = Object.assign({}, layout);
    var margin = Object.assign({}, layout.margin);
    margin.t = (margin.t || 0) + picture.room;
    own.title = {
      text: "<b>" + escaped(shortened(picture.title, width - 32, 16)) + "</b>", x: 0, xref: "container", xanchor: "left", y: 1, yref: "container", yanchor: "top",
      pad: { l: 16, t: 14 }, font: { size: 16, color: picture.ink },
      subtitle: { text: escaped(shortened(picture.under, width - 32, 12)), font: { size: 12, color: picture.muted } }
    };
    own.margin = margin;
    own.paper_bgcolor = own.plot_bgcolor = picture.surface;
    return own;
  }

  function takeFrom(figure) {
    var layout = figure.layout, data = figure.data, options = figure._context.toImageButtonOptions;
    var picture = layout.meta && layout.meta.picture;
    if (!picture) return;
    var from = picture.light || { data: data, layout: layout };
    figure.data = from.data;
    figure.layout = laidOut(from.layout, picture, figure._fullLayout.width);
    figure._context.toImageButtonOptions = Object.assign({}, options, { height: figure._fullLayout.height + picture.room });
    setTimeout(function () {
      figure.data = data;
      figure.layout = layout;
      figure._context.toImageButtonOptions = options;
    }, 0);
  }

  // In the capturing phase: before Plotly hears of the press.
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest(".modebar-btn");
    var figure = button && button.closest(".js-plotly-plot");
    if (figure && figure._fullLayout) takeFrom(figure);
  }, true);
})();
