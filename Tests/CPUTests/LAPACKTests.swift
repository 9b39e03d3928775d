import LaminaCPU
import Testing

/// A float32 has no 16,779,421, which `ssyevd` needs for a matrix of 2,895 rows, and rounds it down.
@Test(arguments: [0, 1, 26, 16_777_216, 16_779_421, 33_554_435])
func workspacesAreLongEnough(length: Int) {
    #expect(workspaceLength(Float(length)) >= max(length, 1))
    #expect(workspaceLength(Double(length)) == max(length, 1))
}
