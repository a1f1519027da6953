"""The dashboard: pages in the browser, and the server that stands behind them on the person's own machine."""
