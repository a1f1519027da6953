"""The dashboard: pages in the browser, and the server behind them, which runs on the person's own machine."""
