/// A box of the template README of the social science data editors, which an author ticks or leaves.
protocol PackageBox: Equatable {
  /// The sentence beside the box.
  var statement: String { get }
}

extension PackageDeclaration.Certificate: PackageBox {
  var statement: String {
    switch self {
    case .access:
      "I certify that the author(s) of the manuscript have legitimate access to and permission to use "
        + "the data used in this manuscript."
    case .publication:
      "I certify that the author(s) of the manuscript have documented permission to "
        + "redistribute/publish the data contained within this replication package. Appropriate "
        + "permissions are documented in [\(PackagePart.dataLicense)](\(PackagePart.dataLicense))."
    }
  }
}

extension PackageDeclaration.Available: PackageBox {
  var statement: String {
    switch self {
    case .all: "All data **are** publicly available."
    case .some: "Some data **cannot be made** publicly available."
    case .nothing: "**No data can be made** publicly available."
    }
  }
}

extension PackageDeclaration.Coverage: PackageBox {
  var statement: String {
    switch self {
    case .numbers: "All numbers provided in text in the paper"
    case .tables: "All tables and figures in the paper"
    case .selected: "Selected tables and figures in the paper, as explained and justified below."
    }
  }
}
