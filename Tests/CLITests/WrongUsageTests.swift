import Testing

/// Command lines that cannot be carried out: exit code 2, and nothing is made.
@Suite struct WrongUsageTests {
    private let program = Program()

    private func check(_ arguments: [String], _ expected: String) throws {
        let outcome = try program.lamina(arguments)
        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.hasPrefix("error: \(expected)"), "\(outcome.error)")
        #expect(try program.names() == [])
    }

    @Test(arguments: [
        (["mlp"], "name a network and a data set"),
        (["lenet4", "--data", "xor"], "no network is called 'lenet4'; did you mean 'lenet5'?"),
        (["mlp", "--data", "xorr"], "no data set is called 'xorr'; did you mean 'xor'?"),
        (["mlp", "--data", "xor", "--epochs", "0"], "--epochs 0 is impossible"),
        (["mlp", "--data", "xor", "--epochs", "-3"], "--epochs -3 is impossible"),
        (["mlp", "--data", "xor", "--epochs", "9999999"], "--epochs 9999999 is impossible"),
        (["mlp", "--data", "xor", "--seed", "-1"], "Missing value for '--seed <seed>'"),
        (["mlp", "--data", "xor", "--sed", "1"], "Unknown option '--sed'"),
        (["lenet5", "--data", "xor"], "model lenet5: examples of shape [2] do not fit"),
    ])
    func isNamed(arguments: [String], expected: String) throws {
        try check(["train"] + arguments, expected)
    }

    @Test(arguments: [
        ("batch-size", "--set batch-size: expected key=value"),
        ("batchsize=3", "no setting is called 'batchsize'; did you mean 'batch-size'?"),
        ("batch-size=0", "batch-size 0 is impossible"),
        ("batch-size=1.5", "batch-size 1.5 is impossible"),
        ("batch-size=1e9", "batch-size 1000000000 is impossible"),
        ("batch-size=257", "batch-size 257 is impossible"),
        ("learning-rate=-1", "learning-rate -1 is impossible"),
        ("learning-rate=nan", "learning-rate nan is impossible"),
        ("learning-rate=fast", "learning-rate fast is impossible"),
        ("optimizer=adamm", "optimizer adamm is impossible"),
        ("momentum=0.9", "momentum is a setting of lars, rmsprop, sgd"),
        ("patience=-1", "patience -1 is impossible"),
        ("keep=1e300", "keep 1e+300 is impossible"),
        ("validation=0.1", "validation: xor is computed with a validation part of its own"),
        ("dropout=1", "model mlp: dropout=1 is not possible"),
        ("hidden=abc", "model mlp: hidden=abc is not possible"),
        ("activation=rely", "model mlp: activation=rely is not possible"),
    ])
    func impossibleSettingsAreNamed(setting: String, expected: String) throws {
        try check(["train", "mlp", "--data", "xor", "--set", setting], expected)
    }
}
