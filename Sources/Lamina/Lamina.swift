// `import Lamina` gives everything a program needs to build, train and run networks.
@_exported import LaminaData
@_exported import LaminaFormats
@_exported import LaminaGraph
@_exported import LaminaModels
@_exported import LaminaNN
@_exported import LaminaOptim
@_exported import LaminaTensor
@_exported import LaminaTrain
