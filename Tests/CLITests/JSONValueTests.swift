import Foundation
import Testing
import lamina

@Suite struct JSONValueTests {
    @Test func keysKeepTheirOrder() {
        let value: JSONValue = ["event": "finished", "b": 1, "a": [true, 0.5, "x"]]
        #expect(value.text == #"{"event":"finished","b":1,"a":[true,0.5,"x"]}"#)
    }

    @Test func whatIsNoNumberInJSONIsNull() {
        let values = [Double.nan, .infinity, -.infinity].map { JSONValue($0) }
        #expect(JSONValue(values).text == "[null,null,null]")
    }

    @Test func numbersAreShortAndExact() throws {
        #expect(JSONValue(Float(0.1)).text == "0.1")
        #expect(JSONValue(UInt64.max).text == "18446744073709551615")
        for number in [1e-3, 1e300, -2.5e-300, 1 / 3.0] {
            #expect(Double(JSONValue(number).text) == number)
        }
    }

    @Test func textIsOneLineThatAParserReadsBack() throws {
        let text = "quote \" back \\ line\n tab\t bell\u{7} é 学 👩‍👩‍👧"
        let json = JSONValue(text).text
        #expect(!json.contains("\n"))
        #expect(try JSONDecoder().decode([String].self, from: Data("[\(json)]".utf8)) == [text])
    }
}
