import Glibc
import LaminaData
import LaminaFormats
import LaminaTestSupport
import Testing

@Suite struct DataSetNameTests {
    @Test func anUnknownNameListsWhatExistsAndWhatWasMeant() {
        let fault = #expect(throws: UnknownName.self) { try DataSetName(named: "fasion-mnist") }
        #expect(
            fault?.description
                == "no data set is called 'fasion-mnist'; did you mean 'fashion-mnist'?\n"
                + "  fix  use one of fashion-mnist, mnist-5k, breast-cancer, wine, diabetes, "
                + "jane-austen, xor, two-spirals")
    }

    @Test func aNameThatStandsForNoFilesIsSoughtAmongWeightsToo() throws {
        #expect(try AnyPackage.named("minilm").kind == "network")
        let fault = #expect(throws: UnknownName.self) { try AnyPackage.named("minilmm") }
        #expect(
            fault?.description.hasPrefix(
                "no data set or network is called 'minilmm'; did you mean 'minilm'?") == true)
    }

    @Test(arguments: DataSetName.allCases) func everySetIsFoundByItsName(set: DataSetName) throws {
        #expect(try DataSetName(named: set.rawValue) == set)
        #expect(!set.summary.isEmpty && !set.licence.isEmpty)
        #expect((set.package == nil) == set.files.isEmpty)
        #expect(set.files.allSatisfy { $0.sha256.count == 64 })
    }

    @Test(arguments: DataSetName.allCases.filter { !$0.files.isEmpty })
    func aMissingSetNamesThePackageAndTheCommand(set: DataSetName) {
        let folder = TemporaryFolder()
        guard case .debian = set.source, DataFolder(path: folder.path).holds(set) else {
            let fault = #expect(throws: FileError.self) {
                try set.load(from: DataFolder(path: folder.path))
            }
            #expect(fault?.problem.contains(set.package ?? "?") == true)
            #expect(fault?.fix.contains("`lamina data get \(set.rawValue)`") == true)
            return
        }
    }

    @Test(arguments: [DataSetName.xor, .twoSpirals])
    func computedSetsNeedNoFiles(set: DataSetName) throws {
        let folder = DataFolder(path: "/absent")
        #expect(folder.holds(set))
        #expect(try set.load(from: folder).train.count > 0)
    }

    @Test func theFolderComesFromTheEnvironment() async {
        await #expect(processExitsWith: .success) {
            setenv("LAMINA_DATA", "/somewhere", 1)
            #expect(DataFolder.standard.path == "/somewhere")
            setenv("LAMINA_DATA", "", 1)
            setenv("HOME", "/home/ada", 1)
            #expect(DataFolder.standard.path == "/home/ada/.cache/lamina/data")
            unsetenv("HOME")
            #expect(DataFolder.standard.path.hasSuffix("/.cache/lamina/data"))
        }
    }
}
