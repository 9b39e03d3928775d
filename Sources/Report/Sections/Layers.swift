import LaminaNN

extension Report {
    /// The model's layers with their shapes and costs.
    func layers(_ summary: Summary) -> Section? {
        let lead =
            "\(NumberText.grouped(summary.parameters)) parameters in "
            + "\(NumberText.bytes(summary.parameterBytes)). One example takes "
            + "\(NumberText.grouped(summary.multiplyAdds)) multiply-adds and "
            + "\(NumberText.bytes(summary.activationBytes)) of layer outputs."
        return Section("model", "Model", lead: lead) { html in
            html.table(
                ["Layer", "Type", "Output", "Parameters", "Multiply-adds", "Bytes"],
                numeric: [3, 4, 5],
                rows: summary.rows.map { row in
                    [
                        row.path.isEmpty ? "(model)" : row.path, row.kind,
                        row.output.dropFirst().map(String.init).joined(separator: " × "),
                        NumberText.grouped(row.parameters), NumberText.grouped(row.multiplyAdds),
                        NumberText.grouped(row.bytes),
                    ]
                },
                footer: [
                    "Total", "", "", NumberText.grouped(summary.parameters),
                    NumberText.grouped(summary.multiplyAdds),
                    NumberText.grouped(summary.activationBytes),
                ])
            html.element(
                "p", ["class": "note"],
                text: "Outputs, multiply-adds and bytes are those of one example of shape "
                    + "\(exampleShape.map(String.init).joined(separator: " × ")).")
        }
    }
}
