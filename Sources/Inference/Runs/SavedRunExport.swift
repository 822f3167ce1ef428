extension SavedRun {
  /// The model and the data as other tools need them.
  ///
  /// - Throws: ``RunError`` where the link is not logit, the prior that of Jeffreys, or a code uncertain.
  public func exportedModel() throws(RunError) -> ExportedModel {
    guard input.model.link == .logit else {
      throw RunError(.otherLink(input.model.link), path: path)
    }
    guard !input.model.prior.isJeffreys else { throw RunError(.jeffreysPrior, path: path) }
    guard input.hasCertainCodes else { throw RunError(.uncertainCodes, path: path) }
    return ExportedModel(
      input.model,
      formula: input.design.formula.text,
      caseNames: input.design.caseNames,
      settings: input.options.run,
      targetAcceptanceRate: input.options.noUTurn.adaptDelta
    )
  }

  /// The notebook of the run, to be saved in a folder that exists.
  ///
  /// Only the last part of a data file's path is in it.
  ///
  /// - Throws: ``ExportError`` `parentMissing` where there is no such folder.
  public func notebook(in folder: String) throws(ExportError) -> Notebook {
    guard let relative = OutputFile.relativePath(to: path, from: folder) else {
      throw ExportError(kind: .parentMissing, path: folder)
    }
    let name = input.data.name.split(separator: "/").last.map(String.init) ?? input.data.name
    let notebook = RunNotebook(
      title: input.data.title ?? name,
      formula: input.design.formula.text,
      priorSet: input.priorSet.split(separator: "/").last.map(String.init) ?? input.priorSet,
      runPath: relative
    ).notebook
    guard !editedFiles.isEmpty else { return notebook }
    let warning = Notebook.Cell(
      id: "edited-run",
      .markdown,
      "**The run was changed after it was made:** \(editedCaveat)."
    )
    return Notebook(cells: [warning] + notebook.cells)
  }

  /// `notebooks-export/NAME.ipynb` with the name of the run; makes that folder where it is missing.
  ///
  /// - Throws: ``ExportError`` where it cannot be made.
  public func defaultNotebookPath() throws(ExportError) -> String {
    let folder = "notebooks-export"
    let place = FileSystem.resolved(path) ?? path
    let name = place.split(separator: "/").last.map(String.init) ?? "run"
    if FileSystem.entry(at: folder) == .nothing {
      let code = FileSystem.makeFolder(folder)
      guard code == 0 else {
        throw ExportError(kind: .cannotCreate, path: folder, systemCode: code)
      }
    }
    return "\(folder)/\(name).ipynb"
  }
}
