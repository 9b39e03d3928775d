import LaminaGraph

/// Every public operation, in the order of the files that define them.
package let opTable: [OpRow] = [
    arithmeticRows,
    attentionRows,
    comparisonRows,
    controlFlowRows,
    convolutionRows,
    functionRows,
    imageRows,
    normalizationRows,
    poolingRows,
    productRows,
    reductionRows,
    shapeRows,
].flatMap(\.self)
