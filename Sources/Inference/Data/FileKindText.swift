extension FileKind {
  /// What the file is, and what to do to have its table.
  var sentence: String { "this is \(name), not a text table; \(advice)" }

  private var name: String {
    switch self {
    case .excelWorkbook: "an Excel workbook (.xlsx)"
    case .openDocument: "an OpenDocument file (.ods)"
    case .wordDocument: "a Word document (.docx)"
    case .zip: "a zip archive"
    case .oldExcel: "an old Excel workbook (.xls)"
    case .stata: "a Stata file (.dta)"
    case .spss: "an SPSS file (.sav)"
    case .sas: "a SAS file"
    case .rData: "an R file (.rds or .RData)"
    case .gzip: "a file compressed with gzip (.gz; R's .rds and .RData files are too)"
    case .xz: "a file compressed with xz"
    case .zstd: "a file compressed with zstd"
    case .bzip2: "a file compressed with bzip2"
    case .sevenZip: "a 7z archive"
    case .rar: "a RAR archive"
    case .lz4: "a file compressed with lz4"
    case .tar: "a tar archive"
    case .parquet: "a Parquet file"
    case .feather: "a Feather (Arrow) file"
    case .hdf5: "an HDF5 file"
    case .sqlite: "an SQLite database"
    case .pickle: "a Python pickle"
    case .numpy: "a NumPy file"
    case .matlab: "a MATLAB file"
    case .pdf: "a PDF document"
    case .image: "an image"
    case .richText: "a rich text document (.rtf)"
    case .html: "a web page (HTML)"
    case .xml: "an XML file"
    case .json: "a JSON file"
    case .markdown: "a Markdown table"
    case .utf32: "a text in UTF-32"
    case .gitPointer: "a pointer of Git LFS to a file that is not here"
    case .program: "a program"
    }
  }

  private var advice: String {
    switch self {
    case .excelWorkbook, .openDocument, .oldExcel:
      "open it and save the sheet as CSV (UTF-8)"
    case .stata: "write it as CSV, with Stata's export delimited or pandas.read_stata"
    case .spss: "write it as CSV, with SPSS's SAVE TRANSLATE or R's haven::read_sav"
    case .sas: "write it as CSV, with SAS's PROC EXPORT or pandas.read_sas"
    case .rData: "write it as CSV, with R's write.csv"
    case .gzip: "unpack it first, as with gunzip; an R file is written as CSV with R's write.csv"
    case .zip, .xz, .zstd, .bzip2, .sevenZip, .rar, .lz4, .tar: "unpack it first"
    case .parquet, .feather: "write it as CSV, with pandas or DuckDB"
    case .sqlite: "write the table as CSV, as with sqlite3 -header -csv FILE 'select * from TABLE'"
    case .hdf5, .pickle, .numpy, .matlab, .json, .xml:
      "write the table as CSV with the program that made it"
    case .wordDocument, .pdf, .image, .richText, .html, .markdown:
      "put the table into a spreadsheet and save it as CSV (UTF-8)"
    case .utf32: "save it as UTF-8"
    case .gitPointer: "fetch it, with git lfs pull"
    case .program: "name a table of cases"
    }
  }
}
