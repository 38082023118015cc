"""What follows from the records, as papers: what is told (a frozen struct of plain, worded data,
which is also its JSON), and the templates that set it in Markdown and HTML."""
