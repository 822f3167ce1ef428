import Testing

@testable import InferenceCore

@Suite struct NumericValuesTests {
  @Test func keepsGapsAndNaNApart() {
    var values = NumericValues([1.5, nil, .nan, -.infinity, nil])
    #expect(values.count == 5 && values.missingCount == 2)
    #expect(values[0] == 1.5 && values[1] == nil && values[3] == -.infinity)
    #expect(values[2]?.isNaN == true)
    values[1] = 0
    values[0] = nil
    #expect(values.missingCount == 2 && values[0] == nil && values[1] == 0)
    #expect(values != NumericValues([nil, 0, .nan, -.infinity, nil]))
    #expect(NumericValues([1, nil]) == NumericValues([1, nil]))
    #expect(NumericValues([1, nil]) != NumericValues([1, 0]))
  }

  @Test func isOneSequenceAcrossChunks() {
    let count = 2 * NumericValues.chunkSize + 3
    let values = NumericValues((0..<count).lazy.map { $0 % 5 == 0 ? nil : Double($0) })
    #expect(values.count == count && values.missingCount == (count + 4) / 5)
    #expect(values.enumerated().allSatisfy { $1 == ($0 % 5 == 0 ? nil : Double($0)) })
    #expect(values.last == Double(count - 1))
  }

  @Test func whatIsDiscardedLeavesTheRest() {
    let count = 3 * NumericValues.chunkSize
    var values = NumericValues((0..<count).lazy.map { Double($0) })
    let copy = values
    values.discard(before: 2 * NumericValues.chunkSize + 1)
    for row in (2 * NumericValues.chunkSize)..<count { #expect(values[row] == Double(row)) }
    #expect(copy.enumerated().allSatisfy { $1 == Double($0) })
  }

  @Test func missingRowsOfColumns() {
    #expect(Column.Values.numeric([1, nil, 2, nil]).missingRows == [1, 3])
    #expect(Column.Values.numeric([1, 2]).missingRows.isEmpty)
    #expect(Column.Values.coded([nil, true]).missingRows == [0])
    #expect(Column.Values.text(["a", nil]).missingRows == [1])
  }
}
