"""A folder for the script alone: one beside it called `pages` would make Streamlit run the files in there."""
