package import LaminaFormats

/// What `--json` prints: one object per line on stdout.
package enum JSONLines {
    /// Writes `object` as one line with one system call, so that a reader sees whole lines.
    package static func write(_ object: JSONValue) throws(FileError) {
        try StandardStream.output.write(object.text + "\n")
    }
}
