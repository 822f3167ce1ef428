/// The text of a licence file.
struct License: Sendable, Equatable {
  /// The identifier in the list of SPDX; nil where none was chosen.
  let identifier: String?
  /// What it covers, in words.
  let subject: String
  /// The files it covers, in words.
  let files: String
  /// Who grants it.
  let holders: String

  /// The address of a licence's text.
  static func address(_ identifier: String) -> String {
    switch identifier {
    case "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"
    case "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/"
    case "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0"
    default: "https://spdx.org/licenses/\(identifier).html"
    }
  }

  /// The name of a licence, where it is one of those that packages often have.
  static func name(_ identifier: String) -> String {
    switch identifier {
    case "MIT": "MIT License"
    case "BSD-3-Clause": "BSD 3-Clause License"
    case "Apache-2.0": "Apache License 2.0"
    case "CC-BY-4.0": "Creative Commons Attribution 4.0 International"
    case "CC0-1.0": "CC0 1.0 Universal"
    default: identifier
    }
  }

  /// The text.
  var text: String {
    guard let identifier else {
      return """
        Licence of the \(subject) of this replication package (\(files))

        [AUTHOR TO FILL IN: no licence has been stated. Without one nobody else may pass the files on.
        State it as an SPDX identifier in study.yaml, under package, and make the package again.]

        """
    }
    return """
      Licence of the \(subject) of this replication package (\(files))

      SPDX-License-Identifier: \(identifier)
      \(Self.name(identifier))
      \(Self.address(identifier))

      Granted by: \(holders)

      \(terms(identifier))

      """
  }

  private func terms(_ identifier: String) -> String {
    switch identifier {
    case "MIT":
      """
      Permission is hereby granted, free of charge, to any person obtaining a copy of this software
      and associated documentation files (the "Software"), to deal in the Software without
      restriction, including without limitation the rights to use, copy, modify, merge, publish,
      distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
      Software is furnished to do so, subject to the following conditions:

      The above copyright notice and this permission notice shall be included in all copies or
      substantial portions of the Software.

      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING
      BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
      NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
      DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
      OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
      """
    case "Apache-2.0":
      """
      Licensed under the Apache License, Version 2.0 (the "License"); you may not use these files
      except in compliance with the License. You may obtain a copy of the License at

          http://www.apache.org/licenses/LICENSE-2.0

      Unless required by applicable law or agreed to in writing, software distributed under the
      License is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either
      express or implied. See the License for the specific language governing permissions and
      limitations under the License.
      """
    default: "The terms are those of the text at the address above."
    }
  }
}

extension PackageContents {
  /// Who made the package, in words.
  var authorNames: String {
    declaration.authors.isEmpty
      ? "[AUTHOR TO FILL IN: names]" : declaration.authors.map(\.name).joined(separator: ", ")
  }

  /// The licence of the code.
  var codeLicense: License {
    License(
      identifier: declaration.codeLicense,
      subject: "code",
      files: "\(PackagePart.script), \(PackagePart.commands)",
      holders: authorNames
    )
  }

  /// The licence of the data.
  var dataLicense: License {
    License(
      identifier: declaration.dataLicense,
      subject: "data",
      files:
        "\(PackagePart.study)/, \(PackagePart.priors)/, \(PackagePart.results)/ and the documents",
      holders: authorNames
    )
  }
}
