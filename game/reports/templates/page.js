// One chart after another, so that the text can be read and scrolled from the start.
(async () => {
  const options = {
    renderer: "svg",
    actions: { export: true, source: false, compiled: false, editor: false },
    downloadFileName: "figure",
  };
  for (const element of document.querySelectorAll("script.spec")) {
    const place = document.getElementById(element.dataset.chart);
    const downloadFileName = element.dataset.chart.replace("chart-", "");
    try {
      await vegaEmbed(place, JSON.parse(element.textContent), { ...options, downloadFileName });
    } catch (error) {
      place.textContent = "This figure could not be drawn: " + error.message;
    }
  }
  document.documentElement.dataset.drawn = "yes";
})();
