/// A box of the template README of the social science data editors, which an author ticks or leaves.
///
/// The boxes are the template's (release 1.1), the sentences ours.
protocol PackageBox: Equatable {
  /// The sentence beside the box.
  var statement: String { get }
}

extension PackageDeclaration.Certificate: PackageBox {
  var statement: String {
    switch self {
    case .access:
      "I certify that the authors have legitimate access to the data of this paper, and permission to use "
        + "them."
    case .publication:
      "I certify that the authors have permission to redistribute the data in this package or to publish "
        + "them, and that it is documented: [\(PackagePart.dataLicense)](\(PackagePart.dataLicense))."
    }
  }
}

extension PackageDeclaration.Available: PackageBox {
  var statement: String {
    switch self {
    case .all: "**All** of the data are public."
    case .some: "**Some** of the data cannot be made public."
    case .nothing: "**None** of the data can be made public."
    }
  }
}

extension PackageDeclaration.Coverage: PackageBox {
  var statement: String {
    switch self {
    case .numbers: "all numbers in the text of the paper"
    case .tables: "all of its tables and figures"
    case .selected: "a selection of its tables and figures; which and why is said below"
    }
  }
}
