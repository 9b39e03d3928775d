import Testing
import lamina

@Suite struct TerminalTests {
    @Test(arguments: [
        ("C.UTF-8", true), ("de_DE.utf8", true), ("POSIX", false), ("en_US.ISO-8859-1", false),
    ]) func theLocaleDecidesAboutBlockCharacters(locale: String, hasUnicode: Bool) {
        let terminal = Terminal(.output) { $0 == "LANG" ? locale : nil }
        #expect(terminal.hasUnicode == hasUnicode)
    }

    @Test func withoutALocaleTheTerminalIsTakenToSpeakUTF8() {
        #expect(Terminal(.output) { _ in nil }.hasUnicode)
    }

    @Test func theStrongestLocaleVariableWins() {
        let values = ["LC_ALL": "C", "LANG": "C.UTF-8", "LC_CTYPE": ""]
        #expect(!Terminal(.output) { values[$0] }.hasUnicode)
    }
}
