"""The folder of the script alone. Streamlit would run the files of a folder `pages` beside the script."""
