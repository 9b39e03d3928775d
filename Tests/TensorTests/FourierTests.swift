import LaminaGraph
import LaminaTensor
import Testing

/// Fourier transforms of whole signals and of their parts.
@Suite struct FourierTests {
    private func signal(_ shape: Shape, _ seed: UInt64 = 1) -> Tensor {
        Tensor.normal(shape: shape, key: RandomKey(seed: seed)).asType(.float64)
    }

    private func largest(_ x: Tensor) -> Double {
        abs(x).flattened().max(axis: 0).scalar(as: Double.self)
    }

    @Test func aWaveHasOneFrequency() {
        let angles = Tensor.iota([8], dtype: .float64) * (2 * Double.pi * 3 / 8)
        let spectrum = fft(cos(angles)).realPart.array(as: Double.self)
        for (k, value) in spectrum.enumerated() {
            #expect(Swift.abs(value - (k == 3 || k == 5 ? 4 : 0)) < 1e-14)
        }
    }

    /// 7 is a butterfly of KissFFT's general kind, 53 and 1009 take Bluestein's way, 1000 has factors
    /// 2 and 5. The bound is a few rounding errors for each doubling of the length.
    @Test(arguments: [1, 2, 7, 30, 53, 1000, 1009]) func theInverseInverts(_ length: Int) {
        let x = signal([2, length])
        for norm in [FourierNorm.backward, .orthonormal, .forward] {
            let z = complex(x, signal([2, length], 2))
            #expect(largest(ifft(fft(z, norm: norm), norm: norm) - z) < 1e-13)
            #expect(largest(irfft(rfft(x, norm: norm), length: length, norm: norm) - x) < 1e-13)
        }
    }

    @Test func realSpectraAreHalfOfComplexOnes() {
        for length in [1, 6, 9, 64, 101] {
            let x = signal([length])
            let difference = fft(x).slice(0..<length / 2 + 1) - rfft(x)
            #expect(largest(difference) < 1e-13)
        }
    }

    /// Parseval: Σ |x|² = Σ |y|² / n.
    @Test func energyIsKept() {
        let x = signal([37])
        let energy = abs(fft(x, norm: .orthonormal)).square().sum() - x.square().sum()
        #expect(Swift.abs(energy.scalar(as: Double.self)) < 1e-12)
    }

    @Test func aProductOfSpectraIsARoundConvolution() {
        let (a, b) = (signal([12]), signal([12], 2))
        let product = ifft(fft(a) * fft(b)).realPart
        let straight = convolve(a, b)
        let wrapped = straight.slice(0..<12) + straight.slice(12..<23).padded(low: [0], high: [1])
        #expect(largest(product - wrapped) < 1e-13)
    }

    @Test func float32IsRoundedOnce() {
        let x = Tensor.normal(shape: [1000], key: RandomKey(seed: 3))
        let (single, double) = (fft(x), fft(x.asType(.float64)))
        #expect(single.dtype == .complex64)
        // Half a unit in the last place of either part.
        let bound = abs(double).asType(.float32) * 0x1p-24
        let error = abs(single.asType(.complex128) - double).asType(.float32)
        #expect((error .<= bound).all().scalar(as: Bool.self))
    }

    @Test func imaginaryEndsBelongToNoRealSignal() {
        let (re, im) = (Tensor([1, 2, 3]), Tensor([5, 1, 7]))
        let plain = Tensor([0, 1, 0])
        #expect(irfft(complex(re, im)).array() == irfft(complex(re, plain)).array())
        let slope = gradient { (im: Tensor) in
            (irfft(complex(re, im)) * Tensor([1, 2, 4, 8])).sum()
        }(im)
        #expect(slope.array()[0] == 0 && slope.array()[2] == 0)
    }

    @Test func shiftsAreUndone() {
        let x = signal([5, 4])
        #expect(ifftShift(fftShift(x)).array() == x.array())
        #expect(fftShift(fftFrequencies(5) * 5).array() == [-2, -1, 0, 1, 2])
    }

    @Test(arguments: [(16, 4), (16, 5), (9, 3), (8, 8)])
    func partsGiveTheSignalBack(_ size: Int, _ hop: Int) {
        let x = signal([2, 61])
        // Ones overlap wherever they meet, Hann's window wherever hops are shorter than it.
        let window = hop < size ? hannWindow(size, dtype: .float64) : nil
        let spectrum = stft(x, size: size, hop: hop, window: window)
        #expect(spectrum.shape == [2, size / 2 + 1, 1 + 61 / hop])
        let again = istft(spectrum, size: size, hop: hop, window: window)
        #expect(largest(again - x.slice(0..<again.shape[1], axis: 1)) < 1e-12)
        #expect(again.shape[1] >= 61 - hop)
    }

    @Test func windowsAreSymmetric() {
        let window = kaiserWindow(16, isPeriodic: false, dtype: .float64).array(as: Double.self)
        #expect(window == window.reversed())
        #expect(hannWindow(4).array() == [0, 0.5, 1, 0.5])
        #expect(hannWindow(1).array() == [1])
    }

    @Test func aComplexSignalIsNoRealOne() {
        let z = complex(Tensor([1, 2]), Tensor([3, 4]))
        let error = #expect(throws: OpError.self) { try checked { rfft(z) } }
        #expect(error?.description.contains("fix  use fft for complex numbers") == true)
    }
}
