import Glibc
import LaminaFormats
import LaminaTestSupport
import Testing

@Suite struct AtomicFileTests {
    @Test func writesAndReplacesTheWholeFile() throws {
        let folder = TemporaryFolder()
        let path = folder.file("a")
        try AtomicFile.write([1, 2, 3], to: path)
        #expect(contents(path) == [1, 2, 3])
        try AtomicFile.write([4], to: path)
        #expect(contents(path) == [4])
        #expect(folder.names == ["a"])
    }

    @Test func keepsThePermissionsOfTheFileItReplaces() throws {
        let folder = TemporaryFolder()
        let path = folder.file("a")
        try AtomicFile.write([1], to: path)
        chmod(path, 0o640)
        try AtomicFile.write([2], to: path)
        var status = stat()
        stat(path, &status)
        #expect(status.st_mode & 0o777 == 0o640)
    }

    @Test func replacesTheFileBehindASymbolicLink() throws {
        let folder = TemporaryFolder()
        try AtomicFile.write([1], to: folder.file("real"))
        symlink("real", folder.file("link"))
        try AtomicFile.write([2], to: folder.file("link"))
        #expect(contents(folder.file("real")) == [2])
        #expect(folder.names == ["link", "real"])
    }

    @Test func aFailureInTheMiddleLeavesTheOldFileAndNothingElse() throws {
        let folder = TemporaryFolder()
        let path = folder.file("a")
        try AtomicFile.write([1, 2, 3], to: path)
        let fault = #expect(throws: FileError.self) {
            try AtomicFile.write(to: path, byteCount: 10) { output throws(FileError) in
                try output.write([9, 9])
                // Any error will do; this one comes from a file that is not there.
                _ = try MappedFile(path: folder.file("absent"))
            }
        }
        #expect(fault?.path == folder.file("absent"))
        #expect(contents(path) == [1, 2, 3])
        #expect(folder.names == ["a"])
    }

    @Test func whatAKilledWriterLeftIsOverwritten() throws {
        let folder = TemporaryFolder()
        let debris = try #require(fopen(folder.file(".a.tmp"), "w"))
        fputs("half of a much longer file", debris)
        fclose(debris)
        try AtomicFile.write([7], to: folder.file("a"))
        #expect(contents(folder.file("a")) == [7])
        #expect(folder.names == ["a"])
    }

    @Test func writersOfOneFileTakeTurns() async throws {
        let folder = TemporaryFolder()
        let path = folder.file("a")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 as Range<UInt8> {
                group.addTask {
                    let bytes = [UInt8](repeating: writer, count: 100_000)
                    for _ in 0..<5 { try AtomicFile.write(bytes, to: path) }
                }
            }
            try await group.waitForAll()
        }
        let result = try #require(contents(path))
        #expect(result.count == 100_000 && Set(result).count == 1)
        #expect(folder.names == ["a"])
    }

    @Test func refusesDevicesAndFolders() {
        let folder = TemporaryFolder()
        for path in ["/dev/null", folder.path] {
            let fault = #expect(throws: FileError.self) { try AtomicFile.write([1], to: path) }
            #expect(fault?.problem == "exists and is not a regular file")
        }
        #expect(contents("/dev/null") == [])
    }

    @Test func aMissingFolderIsNamed() {
        let fault = #expect(throws: FileError.self) {
            try AtomicFile.write([1], to: "/absent-folder/a")
        }
        #expect(fault?.path == "/absent-folder/a")
        #expect(fault?.fix == "check the path; every folder in it must exist")
    }

    /// A file size limit stands in for a full disk: the kernel refuses in the middle of a write.
    @Test func aFullDiskSaysWhatIsNeededAndFreeAndRemovesTheTemporaryFile() async {
        await #expect(processExitsWith: .success) {
            let folder = TemporaryFolder()
            let path = folder.file("a")
            try AtomicFile.write([1], to: path)
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 1000, rlim_max: .max)
            setrlimit(__rlimit_resource_t(1), &limit)  // RLIMIT_FSIZE, which Swift does not import
            let fault = #expect(throws: FileError.self) {
                try AtomicFile.write([UInt8](repeating: 2, count: 5000), to: path)
            }
            let text = fault?.description ?? ""
            #expect(text.contains("\(path): could not write 5000 bytes ("))
            #expect(text.contains("are free on the disk"))
            #expect(text.contains("fix  free some space"))
            #expect(contents(path) == [1])
            #expect(folder.names == ["a"])
        }
    }
}
