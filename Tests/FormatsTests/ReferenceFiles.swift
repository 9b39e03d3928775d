// Made by scripts/reference-formats.py; do not edit.

/// Files that other libraries wrote, packed by gzip, in base64.
enum ReferenceFiles {
    /// `numpy.save` of float32 [[-1.5, -0.5, 0.5], [1.5, 2.5, 3.5]].
    static let npyFloat = unpacked(
        """
        H4sIAAAAAAACA5vsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqKuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5
        GkY6CsaaOgq1CmQDLgaGA/sZGBhA2B7IBmIFBwaGBAcAg+mzn5gAAAA=
        """)

    /// The same in Fortran order.
    static let npyFortran = unpacked(
        """
        H4sIAAAAAAACA5vsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqKuo6Cell9UUpSYF59flJIKEg8pKk0FChdnJBakArka
        RjoKxpo6CrUK5AMuBoYD+4HYnoGBAUgrOABpIDvBAQAsEK3CmAAAAA==
        """)

    /// The same as '>f4', with a header of version 2.
    static let npyBigEndian = unpacked(
        """
        H4sIAAAAAAACA5vsF+obEMnEUMLAwFCtnpJanFykbqWgbpdmoq6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBak
        AvkaRjoKxpo6CrUKZAKu/QcYGPYD7bYHYSDbQQGIExgYAHQLuI6YAAAA
        """)

    /// complex64 [1+2i, -3.5], big-endian, with a header of version 3.
    static let npyComplex = unpacked(
        """
        H4sIAAAAAAACA5vsF+obEMnMUMLAwFCtnpJanFykbqWgbpdsoa6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBak
        AvkaRjqaOgq1CmQDLvsGBgYHoN0HEhjAAADkCgsikAAAAA==
        """)

    /// `numpy.savez` of bool a, float16 b (0-d), int64 c (2, 2) in Fortran order.
    static let npzStored = unpacked(
        """
        H4sIAAAAAAACAwvwZmbRZYAARYZ3krtj/0MBK4MIQ6JeXkElI4MAQxNUCYye7BfqGxDJyFDGUK2eklqcXKRupaBe
        k2SorqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RpGOpo6CrUKFAAuRoYAFIe7VOaiODyJJIfbpBkR5XBK
        nQ10OIMdqsNf7N5qiuzwZJjDF0CVLMDr8EwLbA4PKSpFC3AFIwrdzgV1BgMjlGaC0sxQOsCbkUmXGTUpNUEDnpUB
        ARrABoATFroWUCRi17ITSCZh0wIKvgXQUELVUgS0JxmihZUN4lBmhplA2hPscgDrK5Eo+AIAAA==
        """)

    /// `numpy.savez_compressed` of bool a, float16 b (0-d), int64 c (2, 2) in Fortran order.
    static let npzDeflated = unpacked(
        """
        H4sIAAAAAAACAwvwZmbRZWBg4ABiRYZ3krtj/0MBK4MIQ6JeXkElI4MAQxMDBLhB6dlvxF9JC5w8EXAsYO28SVFz
        YpbkLV0QNzllxbrFC+ZNiw8JmjJDfH78lElcQuXeZzT9WLvE01XEljD9lHKzmmXFtZVLhEHPjY0hAMVyl8pcFMuT
        0C13wWd53uS0JYQsh1jNqMdmjWb1i91bTZGtToZZvQBqZQB+qzMXYljNr6nly8oFsXkn0NtcbmDbnzDrsWkktFzy
        CZgl6cUMdAYjky4zagSAwhjkZVYGBGhgBJHg6EDXAgo2F6xaaoFkEjYtIO+CfLQAQ8sPIJkM0cLKBhJiBsKZQLoe
        7AAAXKhaFS4CAAA=
        """)

    /// `torch.save` of nested containers, pickle protocol 2.
    static let torchZip2 = unpacked(
        """
        H4sIAAAAAAACA6VW21MbVRjfJOTCyrVeoKiIVm2wNOS2CZRCcFtTcbWFxWpEa1iShV3ZZPNlD9B2hhlmnNDqk/4D
        ji/66qNvyvgXWMfxqQ86ndHxyVdnfPFcQtg9CAjsZLPZzfe7fOec7zs7qwTaBCESEfYdPcIZQauXDHNdHy1rSIvV
        Vq283CUseI4t/yYI0UIQAyp2WbfAVyrZlqWXkGlXHfFGvazX9fJVs4RE8A+rEIgWQjh2QzdXDARtJWRjiVhxDZmW
        Ixbr+tKaaZWLSK86dr24nhQhGI0Wwhjh4EhtRYcQg4h5y9bQPHsoQrjgwzFxiBQC+FqqrUG7EkIgzimCElD82/CY
        4ld829DxiUFcdCLoUqG7gFMXlkzNgR4D6xghg/EkoNdoVwIIzlB8Ax5XfA14gmGfRPCUCn1rm9BfaMfBxYqONDJA
        cJb+P1AgowdPb8Iz1Pi6XnfwWMCzis9xnCU6VOumvuHA4C14LsqEm0nNVPdSGqJWkvC8QVN5gVgJNeAcsfIis/IS
        gpdVON/0PmQ0Q6Nzio+4Hiahr7DQCwhGVLjIh8ZaAzRKMNsQZ+EJBEkVUnx4ujkekuJvQIaFZhGMqTCu08E0NGsZ
        LnlykulMJTKtxCZoYim4jDn9CCYJJ6abIm5zjHMawasqyJSyojmrcMVLadtWi+4qpUvDa4wu36S7RuheZ3QzCN5Q
        QaHTVdPqGp4xvQ5vHrD4WhEivOVZFhJcxxo+BDewxvAw455FMKeCep/ezN+Dt1W4See9ZFdqln4b3vFYv8Keelfv
        u5Q+AwVG/x5JAbtfIF/vM5kPENxS4UO6evSaXTKgqATo+NQ1pMPitdyPrGzpsypOADRaaZZWMasaLLHndlWH0nX6
        u0x+l+9/GqIwXBtsBh3zrg7LTbfz+EaEFVw7eGkYDTBV+IhGoTs1HVabUctsgkWw1mKzSjjyz9BOugdHkXP2wP7S
        J1xo9ZfYsl2vaKjYrJW8fJ5rMwceCSL47V8PPyYjSM6DBQeE7J5gs50UNctcqVb0KsrLqf+r6T4yaWIgtwF/+rGE
        /1ADvUKuZWDpDtJt0hzz8sRJdHcPy0TI0omHxuSjs2QuQ4d66BKmPF19NJ6XL53CAGPdyuGvafzB5xY+v5wmjvo+
        ++PzfvxH/xGORryOEnk5KhxDH2tvfU/0ieZvga9rHfim4wjNMa9mMi+nhZPm72vOPNl6SHEEqXY4Mvl3R+ME+aeO
        k/9OTtghWuG5hUdtTf3DtKa9Wum8fPk0y2/BRzP97twPhaPXf5cge9WlvDx1KnUy/r/SeV+s/N5+gvwzp81/d+0T
        D+tf5WJENHKoh25houWh1e+yJzWREonygy9Wbh49/oNCcq8B0vQdvW7iDnhXI29rRbOcl2PHNBLPjI1LyXEpk86O
        Scl4RpKyY4l4XMpI48l0IiWl4qmUlM6OE5edM8WhKPYRpS59xGzLp3vP6NnnnH8P5dHuDaDPg1xsEw7aZXgSdxMf
        8JA8cJPs2zl4Hncj7vXwqEFh/wbAw91ds8sD/yUocL2bx7q7nxdrhDhsgse6u5UX+5DHJnmsu/twumEOm+Kx7t7h
        xf7MY9M81l31Xqwa4bASj3VXK6fLYzM81l1v3R4secfkqpsHu8tg0AP+yQX+7wKdVUKhkd1yDlxsITu5azbArrdF
        dsU48k4qfNMMYG9KwRDDdNJ4Fvsv+a5s6xEOAAA=
        """)

    /// `torch.save` of nested containers, pickle protocol 5.
    static let torchZip5 = unpacked(
        """
        H4sIAAAAAAACA6VX32/bVBS+ThwnadN2K4iOCe0BJHClkeWHnaSMLZVBRmAJulWTUBEKbnJbW3PiYDspmzSpCKUM
        5AdYLxJPiJch/gN4YoO/AJ544QE0CcTTXnnkXttJrm9oQturuI5vz3e+79x7zrnOhpbkAchkwMQ4A5aB7jQNsw8v
        tXRPz3dvWqqyCLZiYz/1xRvJEHAHiX6qbbeghfz5pm1ZsOmZdsfFT285LejA1qtm00OHaPU6thT2oLlreMjPeTZm
        yTd6nmlh2+WGA7d7ptVqeLDj2k6jX8IQUfTTLjbUdyHyUwECI1XL1r3NaPoQ+VwB+clmt4c0wUPXNKAltcQB0hIa
        d4A+MXjM66HryOe3Td1FRlYUjTljweeKyFjSkhFigDRuQFn37iA/22hDTyeLgIJ5HyA8m+5Dx8UBYoDrutt+qm/C
        PRe9i8TI9bw/93onpq9EmCJtAssUoV4wxKERNyln0mgYJTY+mGWIvSVob9DnDd3aQSPBS0qwpsUKrbpMVCdCFwlW
        kM+3dffm2MO8YtsWjZamorNd3dHx6kIHGWlq88fTh9ROycQXF/haXR17uRt8+5j4SzftdteCH4wFPfFKODORLJWx
        MyKKEZaCXRsnmZb0eUf3IHqt/nOY5j7fwcqQL1h62+zoeAE6dgeiN32+Re53PxUCM5xyPu+atyHCGvhN8uWQpCLe
        pEGwbN6tLpXL6Z1w3bFRL7+hpTPSr/I7N3BlkWvjyCJdAc+PijS/Yztt3WtEaakqzzK1+l+jSLi+e/zbRxzRDKZx
        nQfVMVdUjA3dMnc7bdjxVKX8P+gmRkUiAup77/+dwBSJqQLOgvpIwPYtD9qkq6jK5ZPwDodlep4FiYbBlUdPk60T
        pmpYBFdjXfFSQVVeOoWA0Ot+Hf9Zxx987ePr63WiaOWzvz4/h/9xboaii3FFRVURwTH4Mff+A8JPOP9IftPN4Yfc
        DM5anLOkKhI4afxctPPkHMGEIBVwpzNX/skNThB/+TjxP6yDh4QrfW3rER/xT+Naj3NJqvLyadJviwsi/eG5n96e
        nf+LQImzy6py9VTsZP1/D/b9vfaf2RPEXzlt/MPcJxr69+t5QpqZqmEJXB5pGLW66klFlOcI8y9f7d6Yvf4XQGnc
        AIPwXeiYuAPe1smLTsNsqUr+mEIKldqaXFqTK1K1JpcKFVmu1gqlYrkgSdWiVKuVy3KhWiquEZVzmz9+KGIdYqCS
        I2JHOunj4syEcvY9jkXTB8BKDHk/CY46YFgndBM/H2/cPJhycrB+6EZ8NubnHuVndACwcLprLsbgT6UA07tZLN39
        4thvWWyRxdLdKo59RmCwJRZLdx+Gl8WWWSzdO+LYJ9MMVmKxdNXHsfdYrMxi6WpleDMMtsJi6XpbimG/pLBH5Bld
        Bhdi4OUsmFGgG5ogXByWc/LFEXKBuVej3zTfZ8M7xqXJ/XEufA7flFJCiFkI7EPbfwGvPxnDUQ0AAA==
        """)

    /// The same in the container of PyTorch before 1.6.
    static let torchLegacy = unpacked(
        """
        H4sIAAAAAAACA31U23LTVhS1JNtp1EJp6Y3eoKUtTi+pLTu+9JYUaCioBKJAq15SVZFPIoEseUnHoe1MZvziEPgG
        HnjsX5RP4BN45ROY6UP3OVIcTF08lkbaZ++19jpnaQ/V23r4z53lRyeu/XX52PxQvfhQo/sOChX7SKFQ6Ccxj704
        dLZZkgZxBIUS7EO0Egach8xhUTdwI6h7tk5B/kefOWnwJ0uh7aBYsUsUTP044SiZqq3RWxBxlM2iXRQYcbSFGbM4
        GOxzivxe3GUhFI9oQ+ZxYk31S0mXJax7NvC4DnXOglaxy5R7gwVbPkfR43Hi+fPOgAdhqjsJ2xgEYdfhLErjxNk2
        dJQqFXtGdEOZ7hZDOSvRl8PY5WtZUMeMfZhyOo2FltHptNsLRqvexDOyca8/wKxZXuHQV82CqZnqLp41VVPZxXO3
        fNHTIY7DFp6X0jYCN8URn1j9sj+B2qlVa0bdwAv+rKkR2osSbYSjpjLCSxnSyxyvWHh1sIPX7FkqdXqMu12Xuzgm
        11+3KVjAGzt4U4raP523TCVN0w25jdsBu5Hi7XUcr2Rt5ILPRwdyT0zI7SzUGtU23vEzme+KxsojnBSNvZc19j7H
        BxZO5bqmllfy8rlVUxG6PhTlH2XlH3N8YmH+aeWf5uXV8SbXBM4ujAyiztGwsPA0iGYO0cp3tm2qI3Sy8s84Prfw
        BZOH5LvhJr6c2J3T0g+15niLvnrCEe2WUcUiMajEsCQYCPxrofF0xnCG46yFbyRBz02vY3mSII7DMfi5CWNUOy2j
        0ca3Ofj5HPyCADcz8O84LlpYkabou4lLvmAJLv2P/ccZOi7/x4r1arvWNJp1MvgqMSrEaBHj3FzGtMZxxcLVPfny
        /U38YMGWXvPiXj9kv+PHCVlnsujk1/TTE/KajVoTP+dkvwh5pGxd3H7NSB2O3yy40r+sH3s+NkxN7mTicgbv3OL9
        gvzJWETi0JVzIHR7QeQiO9Yojhg2V+RzVzxv7d0uyzL6Vn0ZFjMKQd77Gr3ouEbfMtns+gihhZ7MEuMMUZ61mRlD
        Ryym1bqYVlNmhTLNLuo0l2rTNqc4zRClaeOjPO0gZ9h8JnT/N1yk2xL96RrSdXdJzVfuLRbuPZ6r0CXWxKgT2kt5
        7HEcdZyrHRTSyvBvsXqQ/WDpX8yMilRYBgAA
        """)

    /// A tensor [1, 0] of every type, under the type's name.
    static let torchTypes = unpacked(
        """
        H4sIAAAAAAACA72YW4wTVRjHT/fSLQNsFwQWEAHFy4LQ7cz0ym1hwAoWZRlEK15qt53dVmY7+7WnC4sXUFwF1BfC
        i4kxRJ984FkejImXBxMfjNEnNfEBY/TBSMKDPnrOnOl0zlm2ZVvDJJvuTub/+3/nfN985+uOprt7EAoE0JxrAC1H
        uUq+WJo2hgs5nAtNnTBTWj86zl1nu14FNJTpI4Jx08rhWAR8eWwRXShbwyWzKmUrxlitZBay2ChXrUp2WpGga4hJ
        quTJ3IQB3Uwi7bdqY6ZxlN2VoCfjIw+FoTfTTT7zUzXwp7sw9B1Jo3TXLATSvllYdCGft0zTyOOSVa5KhysFo2IU
        9pfyWAJpsw6LMSzRYWkjQlWB/iIJoFg3TdG7rmfQ9pRhoGh7LXO8llOvuy4UKXIFhpU6rGog5RgMcsgDOXPcJa62
        iQqsYcS1DvFuSlzHiPdgWK/DhgxNw1gduZFDail228Xea2NVuI9hNznY+yn2AYZ9EMNDOgxlesmDpTLNzWaOecgq
        T7i8LTYvAg8z3laHt43yQow3jCGsg1znkZ1UON7BcmMfVRsXhQjDRR1cjOLiDJfAkNRhex1HlryDwx0tWpUGcKcN
        jMEuBtztAEcocA8D7sWg6bAv08OACdjP8fYVcxUX94iNi0OK4R51cAco7iDDPYYhrcMhO76azXucT8kMbtTqEzYv
        AYcZb9ThHaE8nfGOYnhSh2N2eGOWZcJTPI7ccnFP27gkZBjuGQd3nOKeZbjnMDyvwwuZRfTdsCanTOMUyXCWXzK7
        z5f4i5kuWuJhyDH4mAPPU3iBwQ0M4zpMZKQGXFYSULwVXXhrSwwvw0sMf8LBmxQ/yfBlDJYOUxm/s7Uk99CibagS
        VBreIad1SMfKeGbKKLjuVeauACbuPRhqjvs0dT/J3E858TNnCWYwnNbhZTcaUtivFG2zooNT4VWCC2B4zcGdobiz
        DPe6B6eS7vYGhnM6vOniSFZmeVwE3iK4AQxvO7jzFHeB4S56cLGIBO9geFeH92qh0XRf4OZHH2smKUj6Mzpv7x5E
        Qbd3h8atymQOZ6eNSpW0yJS22NvCZQr99O9fztFyoz/zQ9eieAPqbH82Z5YmypNGGac0VTgabuuKRWgAIyfhT7ox
        XU0DWIZG3ADGyLtn0V6f0na041u/zBLGpkFjmN11fQ3NmL9pDP1oN3cqDodT2vYOAmDUGyN1Po3ku2/OLB2wT+Dm
        kUT4SOSUFkYL9z87Uvf9/bfr9gkUaOG7k/dVUlqi7R0gMNv7j6+iS2hf7GnhvYf3VlPazk7Sf5yunvpf/HbL9Tb8
        I536+wQHGsvXP/2gtZH/aDv593l8//n1/Cdt5D/WSf59jvfMtX/fb2P/453vP3X/fNOXmdb9px9pvHsipe3uyL1D
        /+Sd9Q+ivULHIc1vV2cB1PuPt/6vfvDF4db1H0SqEA1pgMOow/6LbvE+/jV448pG8vvGFvFsEuIhjXED+l/rP+g5
        AZmH2uH5t/D3P4h2CDGQJhhHd7z/efPvzjYLzr8qUcfvP5w41rr+1yOlMQDZS68alRKZgE7n6JfPbKmQ0kILDECO
        hJV4PBKNxmIRNaoosWQyKstKUknIihyOqbIqh1U1FqVR/nzz6qohEseQHaWPBuvG6Z0LB+ZELn6PF9XeAXCQU37W
        i+abJEWId4hbyw9uftRkchQ53kFsGce55OG4A6Ao905P/Zx8VR8SZjdR652AeO0VUSuLWu8Ew2tXBwStImq90wev
        vSxqVVHrfVt47YpFgjYiar1vvLBeURsVtd6OJaxXErQxUes9b4T1itr47WuXLxa0idvXXhK1SVHrPZWCvO8SsTbm
        FJb3COHFV+aI5WY7zYvDS0Wx0izFvPjyHHHT2uLFq/tF8Zzi8jZVYc0e8TzNxNvr1vO7HUQtuvBo2u/fWu/Z3dtc
        5Urhc10v+7wWrJ89fvovPfTjCvY3O5t7/Uyz0n6ePfsf5N0utjYVAAA=
        """)

    /// A whole module, which only code could bring back.
    static let torchObject = unpacked(
        """
        H4sIAAAAAAACA61UTU8TQRiettDWopSCgBSs3wqJlqUt/YghJI3pBaOVBLIhMZNhd9pO2O52dqcgJjUaJdGzd/+B
        Z48cvJvo2ZsnTv4AL87sQru7BQzESTaTmfd53veZeZ+d6kpoAIBoFPSNETAKkKk0yDaeVxFD6daWVikPgw3PeB1U
        mMFRaV1PNw21rWErjRRGthEjhh5bxY/XYhTMvaGBDg3OyqIOMxHRiV6noffyEF/DFjJREzNsWnSgQwdtENxs12pi
        J9yhEXla7OiGDlt8i1gM6+wIAC3MaFSBfE00RnQIY3wnRi88p7E9OrRKL8pjdj6kbO0gU4UtE8OGYWxZ9JKiGJqG
        FaHUij01VWxi9RFROHt4bpXG5biH6JBGGiKWkCdEjFiw1tY0L4aOPpGHRbRmmC7imE28LCf7QnCHsAYUCeoWHbdh
        E/JMPwxpO2jXggriolU6aQOvyKNuYO9wU3Y4KaeODXtKTtvQGTkhoBZDDEOV38Jhoqt2NCWP+6K9UtdsxHXnZJqB
        1ONhN2zYTaeZfTDDOip4y8bddmxw6Cl6p0PvyhG+Q/SWhhRM731ob6arK5Ho/sG7/VdBAMRXPdHNk2Cp6+Y0v44m
        YnBbmMnQK+WSz9RnGAtCwpffP98GeBHxnSwhCQo9CRb/a1Ad856Sut7kfq6Us+dRkc8JAcs79IAfHwRPFZAAy10B
        m7sMG8LxlfLD859+Y0MjjGlYaNhb+jUV5lXCp2qIu/rwP+4/GxO1v3+qr/37/CmQ6TVAPGnzFjYJ78BL+7GCRK2U
        02eUImVKUjGXL+YLhUI+U8pkF6ScJC1IWalUkDKLUimfLRal3KJQ+Xn9z9dZrmPWVhkQYrs63S4e6VPuf4f9bLcB
        Jz3Mb0Fwku/9SdwmSnqSPAuBU5zrz+M2QsKT54crT9eAfrq7l3EPfX0A+L3jJ7uvOOWt7SIf3/zqSjh8/8gqoQdd
        Ztg3fww484tBZ+Y88TCBoYizdl6BwbDDCdt4B/sXBjTD7G0HAAA=
        """)

    /// Two random blocks of every quantised type, and plain ones, by the gguf package.
    static let gguf = unpacked(
        """
        H4sIAAAAAAACA4WWCTiUaxvHh2HsWwllN/Z93xmyl30vxNBgyNIYTaIyttApjSlCnyXKdphiYiISIiSSzgzyIWum
        JEuGts98n86ZnHG++7ru63mf5/7d//t57ve9rvexsfGwBgIAAG7A/wy0M/LvjCGwSBgCekoViggKhSNhQchYBIx1
        e51pJ46ExSDZaZ5Vg6JiI5HUKMu2s9FGEFAkbEce8ksg+BQ0hEoz/CKEikKcjKFy1HKMOxGGnRH6cyEwiJM2KTI2
        IhCG+G8a87YDadK+//jxA0iz89Pa/upUFYmdOeOuEfArq0GPpeqZ7WZ16OtSj574d5auLrUbbbtZffq6rDR9+ZPV
        9A9npFn/yVIbHLCb1aLPclBrMf6tD3RZTsBfzaY5G12Wi6rLtIvVpc9Sv8pE5r96TbVgLU1Gmint6zJj2YVq6NJD
        qUUCWH7dQeAerBh1B7tk4VqaDDTIoW0vZgHQty2D2U+V5qDiG2GyuEf9uNnAzcVmf09s12G5sNfVKuUGVi563IB/
        MFJjhcQ4aOViFsh46MTBu5KbLZzPWXEjqt03elG2b4Avz6VjHVJdY7z2yo9+aG0TDg5PshUe+R7E1fHCaIbc26im
        reUKtimKjHPwAl5Q/vZu6jgq46yYHr18Qzl2QtYzCAcHfux0q5cUW6qoifRa20BySOFgs5rNMVSGx+cXf6D7Fk/H
        vRh6RuEv2Z0PlJkScrc010jA8lFOMCncL7rQNuX5+biW1DyGkLiUdwLCddVArWkNADcULORivDA8e3m+ktyeKSdq
        UZ7uEYS2JAcDN/6pP3UIvym+SMMHAujOUuT3bvbQ+pmWHiX9uEvmpwTfX8sx7Q5Oz8QTuJsSfL+h9wkv3loS4p14
        LVCEk+2P91V/Vl3mkCuVt9CNF84XVeIRAgEqlQjIJk0J5byrSXWuynadBvbnY2R9wnDQuvQvg7UD5cHQQDBU7Iw9
        tko/a6uFPezkvjq2XDGVpOgzGzP5hK2DiNOtbqWWSvt+GyUq1fBkLq0pcuTLmtQlGO21f5lAQnSVP3ZVGc2u1xv/
        icG4n1Kdib8LzHNfsG81glzkS+6YSI59KoifT6usmkCmU7LvS2L0z5HCej1JbiLZ8VjxhU+RcT4FWoIh8/vGFta1
        REcwFxnmbHjHjWXWhgSuFdtZaeh4cLcdNLz8Ia/5tWmPJeyKqHwOp+U9fVWsxdWAs1dc3saVaFD2c5iWtaj53ZiN
        J2IsIlJ4HIPdA9A6zV/S/bThx8oKdM0UnUye2xY1uIi3ss0SlSjak06T8r12mEnFFpRc0Yd20JDGbxUE+XNRR+Nc
        2bz8EKhhQTz1fMZG94xOsz1lyceaLniNxYqvgBFhI6DcDbuNLmESQ1BFT6lnE4ZYFCG9ZMhPHt6fRtr6GFl4KnrC
        fKyy9oG6mLd04xi3s5NoLigNaxO6zIzjOg4ex8O+HrctsJiPLJ1OySmYuVRmNt+x6MrU27z5eGHOtvcHiul32SG5
        YnhH9tpSPbTdcTXYjeEsPg6rL9XRJoxblcPjLgysiLwqY6Uwgqex4yRWK5PwmmsfSdW38YM5UhGUYety4Ne6lnHS
        1Nvi/CBIgnYesM/apHN1Ucs9eTbqpECy5cuH4eacRjXTnw14jgRqqNoOaY53rC7YTq/7Nr5VEa658kGF+IUXlhyf
        6+1bC3NSPkxYQcCI48Slp9mm+LSv4fXcXody9MCapUlWHIZ3DRulw1OVqiXmmGqTZ/X9bnbCGWRbby7fwqZU3bnu
        3/FqeGpOP6LVR3QlhDw4uVxK8vcvg8KzdN42PKQYvB9LfiDk6J7Lt86eCjGy5o/UZKhUOPb+e0p6WHZmEi56FctE
        bsUmmJsliXv1TF73fiFawFYbradSc2jA10n4U3YjQ0OSlC9ZteReXR/5jRaBwvnY077+lqLHZbczhYJB67ChaYXm
        o6AVrUdqh5Wml7c4NxTMm7tk0bpPX9faL034LMZKxg4SHA4QmRomckOKukQUreQei1tg8nOk7iwcLPr9HL7eTTnN
        0uTmIVwHUh3SVRE+ohqQYox2fHcfKNElIPxZx9nuyfQRc5RKD6Nxg15fsUxVEnxWtfB2BllUUCJgv5piqPyjePgf
        PNUlqJrbisfgxyKGAK/icjt6+2TqWQLqBmPQJrOO2MkmFL8zcfnHlgjmvDi5r+jluwN43P0FS9d+j4JsJSfGJyzK
        QNMo9hFlZm3KkcMPEA/MHFLI+C7L25BgVvnVZT2AuoBpN2UFo4i52xNrOrm5xVb/xN7xWQU493P2ovAm/qIiCQET
        LZHMqJHcnyXQpQFjtpipRtpcQjuhdZcxMVJ6y8tr6WM+3sMZtWexZfIanQMFTylReBiyIk8xWG9U4fitcbZq47SP
        6+oxAh/a29M5sMknkQH/mpZn71krM347adC/wj+CktXpXi8dzZwr9yweXWsUYMI5fuGcIIKvn4io84xnTSd6VoS6
        iBkZyrkwj4mo1Ug7EEvgxUOLzhI8+rLPv3qcdZjjdHZ+M1BZOcc79Yb/HDoKlsT7PKhsvyNYjUeyAnNwuGHKuZN3
        RrXtTOTqVJxBxkU7EbTmIlfnjU2Z0ezzj18Fyoqllh4OP2GBdP9W0Dei25d6tVSoMBqMXCdaVJpniHCRn3WX8IeW
        vHshvzg0eikOJ8JY32/sket7/+gTNx822AE+IRJB5U6C81ox87+Dt2xRYQY3Zz7GB4I1J7wVsO2D3kIbr0HXAt6d
        53IpuLtmCK3UBK3rfrrzsB7wfy3RlHpp3P7Bb3vithdDaILaAH2AIcAYYLJnLsQMkgj5JedP+3kz3KvyfwCQE0Kr
        IAsAAA==
        """)

    /// What the gguf package's `dequantize` makes of them, as safetensors.
    static let ggufValues = unpacked(
        """
        H4sIAAAAAAACA6VaC3QUVba9gDAREaIgiQjSBAQSAjYJhICQvnVvBeMTNSgwQT42DmBE1IDIIAiUfASVQPhJ0Kgt
        IgZByCgK8knfqu44EUEiogZEaIaPPHQkDgGigrxzzu1KMs68t5bzstZe55y99znVdetWd5VY0JDR34yESSkPPJLQ
        b0bC2ClP5Y1L6JcwMDUlITnhidwxWI1ISU7pnTYqOWHsmCljHnh8/Pgnxk15Amhvcoq3V/qomckJk1L/g3ZsTu7l
        7ZtGE3o94P2/JqSm/OsA7E3uldo7JTqg5+8eAL3JvdK86dEBv/8csDk5La23Pofev/8csDc5rW/PlOiA330O2Jvc
        p2daenTA7z8HbE7um9JTn0PafzABm5N79kxJ60Uj0n//MlAzjOid4h01cyarudZgp7dyioU/c0L9GnOM9X0IfpAT
        sjtwxsZyVrKlLrp5/TpnuQZy9Xt6xdss9hnQblXsjjk21fWBPOqouZ76/vuTDcJVnTTcfNNNddFFSS8N14scm1TK
        AkawNlp3+2pzt3Y5viyjNiJQj7wEa3KTTRExbKFNqJ/HtlO1HOYI7MFYkKLga8FmI++za2OkDSe4GkYEcq4PgXXe
        Ah9bUQ5xwj8DrxFG1EgHn8uTFq35JlV7jp2utlleK0Uc5gjMkcPc9blejAd2cfZ0EWdd3+GUW5/q2o0uj7nLI4cR
        ef8IQAmer0F57DkN4kfUy0t0JF+JrlHrmsNZ2wrIGxgs/lVOwBrh1uipH+v7+S5f7V79LVBD0H6+Kah5iFi7WqFh
        sPLVULdXtRG5eW1tql24POYYEcjlvR6kc0Jg7tYl8Zzg8s1sTnBrV9+2TrFtnW36ccHYarpGfe5/+0Pt6VmKLRyn
        KK4YpPNAqq4xuprrcz2u3zob/H+h8DNF6Nfc/hcOc+QRO59VhN/0W2fvt63dCTZGtq2Jzb7JIFBdL1IOPvJEfVQ/
        0tFmre+pgz0dP4ei6GpY1/fUx8+/KPbnptqDeb+r7Noao5sjj/it/2SSTUjoWRcRD/TRcHNXd1HcSceSlYolrdFY
        u0kDOYw376irXY+ruRHXGdfVXe/616I+53rc6F4X63FlxcXarOlphTlGrIk7ublO+41eyzUfbhMCqRpteB1WDPpn
        uJ76/vNLFWuzm/aq1b6BTXmUw9rlKLpeF1gXOXBOTeg8WFKyXQvkUHPr+rlbo6cA1uJYX9sach3lGCkHjoC663n0
        wVqu1uPqv15Q7PYTBOvQVTaCOADl6InqtV6MRaLunsBrk7RRw63/HV9f8zxhAOzfwCDkpAmIjo7nojxErN0/J0Yw
        B37bOu41IHcjcvDbyizSMCcgH1PHd9xrs/zXBNUY818zorntwrrvcYHQdXsHAbWjufaC/XDcZj/8ySG4f8QdN6LA
        3Lb+keRQjgf4R5KI+gxWvUoBDMIPf3KjXVtTHqf56jidax+v51W6jqvr0TCIw3PSPYrg5ujZOUSwnQcMOredQwzI
        kbN1Tppdxx/QUa+D7stJc/S1OWfTcfR1EtFrZ9S7nrb2PlHfB9wHioB/OR/Ac1WaTdG9Zq6OoDrNjl5bRtdQr72A
        87Gj0aC8Ok7neCyqVwnSqY5zCJjjH157PNe63InC5RyCPn/NI5DDGTlpPHoOOtdR0V7LSTOIw72pa1WrQ1S+Nx02
        9LDBho50IBdurOMP2zofGQVx6Beo0R7GPQ/gh1Y70RriXZg7UQ41AZxAHTmXr/drbP2b+FvuX307D7j3T3TNDti1
        tXtv4brpKOqto17DSEN4Hg8ripGGCnIe5VzeJj4yJwqq7agfnmU6uoBnmo56bcee5/Vy+L14Q1+TwjcUeVF3z2/Z
        ZQ5QVvdSgy2baeh42QVp0chRI72uV7GPuhkAW2ODsg5YtstFcx3xD3jIDfRpgG/WHqUxyLBGr7Zra5wPXL3rYEU9
        0DMIfdjL2TXbDDrHsedtOi/Kn7SBt+uiqz+pPwf2uH/4OWLGcYhc5yeDVMec9GmMU7U+rdfxMScV6w/vVP1buhFh
        s0OHlc6XKwL+IYd/dR7txzWIOclp/dyZOudUkz7OJkTXsDYHr3VjvoGg9Unob7CEnQrAgbMx6rq/HYWrR/0Qq9+D
        78334HvxPZ1ffBa+K1INiIbmIXdr7EGdvkOiPO5R9w/zbBPBCf1bGgR93jZwdjQ3ovvbXbPoegH0uti0brSOuIYt
        leYpt/9pXatT8fPy2vO42MQg0LnA8wFyro/qVKV76NzwfjL0/TQH7qc5+t7CP/d+q8vx8xt0DvV5dx/j/sF10Tny
        0ftiA9f3wQYjusfq3S/gzWsB3+1vwTufz6djMAhQxPOgj+qct+D9xQfvTI9zylHLW6J78pZojrw+Rb06173kgzqv
        hZ5B+RJeO7fwG9Av+1gWvotBrIJ3Qj4Tei8HWdUADlCgKc3N1FzhN9pTtUtFPZw0PhN9XM+gmUrPoTqojzFT+/Xx
        uPXmJ4ptuE2xjdOCVuPvFAJr6/wOzQ39WlknF2lPzoVSzLEHdQL2sxv6U981IxR7ZDrVrPWOIGl3ttV9K4vqjpG5
        UffgMZ5ODLJpfytlh+HzY16UGWTNX4bP/KdS2Kg7iEcO65vXa2/k1C6q0Y/enWN0xDr9be3zfD2AojsTPahhjjPc
        4y6aJdjJrwRGq8VnUn27XbJjeZIXLiZgjZG4Pt9KptZKVvSSQT2Qkx9z0LEfNfR7vmtv+kNXm0zES/5VK5M0zHEG
        RLeHvblPMAuuzaE2ghVWGyxus2Cxy2x2YYQgTY01KFa8KtjpDnatjt55T2se49Pw/fHcYkF96MGIHpw9Ogg9ZZz6
        MUcd89zbBOM7bFYB32enG8H7+GNc4234DnnMIa4f/OZPawfv1PAMg9rfWjqkkQ96a25x2MSjNnmQc/usQUHi9zRw
        CM3TtQ970INz0DfhVsGaPwi/xVnwW32mlJkrDIpVOzhpkcE2xdMfGYRFPxlsxcs2e4w5zHtQsfRPbeLQo27UHPag
        jrOQ49KgHHmcjcdDHuZZByZI9niyZDu/1HlBBlyXhYLFDNP8lw2ldZtBOmt5WLDXZ+scgd7p7wrSMUcdY3pzh3L0
        4Ay/zYmHHL3Wmjip0p6n2awm2WEV+zgr326zWzYKNmKeYAvnGuzs54J4Ngp+L/oKik2V1r73C8pzrhOkIdwaNdfL
        CzWPc/A4WON8nI0RNOuRRZIN3ymtgd9LT7MUkz8I+/tSumRtmpukiXcFcfwrpe45IK3mVxOHHhXb2aT6004CObfG
        vloeZpPX7cUavJTDTPZZc8ks+P31fyusMW0lm+qD8+jvsJv/IlgxvP/wBhIj1b2uFuhjl1dqL/b69tTxMId4rE+8
        adAcnIcejNDHCuDZBuehH+D9+UUbMaj3aqfyXAbBO/wc1YvazXEwsh0fBZvdVUIacv6Vg+2SxDIb+ZxwLNVuP/LI
        xR/u4uDcievza3XXoyaeUchRf+VyxzPE55TkPkdgK0YHPWffsS3vPNv7AXPyUoeQjj7UsUao6x+mGjV1vBd54Ttd
        c9CPHpyFHHpdPwJnIdCTcvB5J+b79bazaZ+zf8w6J+tyxA4nTiduziuFzoklXZyEzluIR871u7X5h2YO9mKNXlfz
        dD6rcA7OwBxnY46z0INe1NlBy+ZOT5u9GVLWQ4MoIsdaLwlGKopt62yNQg5zVV5he6aGtKddnK2aPUQ19tMMT4pC
        Dnusjh/YfNbLxNMMmId9gW6LqQdnYe3vvdDhq/s47PwtNvt0l+JvzXL49a10DVDHJzqs0aM2AnnSILeW7LK5Z4Sj
        7m7ouD418g6HYn2AjjwrLw1iD/aSD3iaNf2H0tNfLLVPH6+0K14ZaVcsucHGesruXAdrjNVN/uhs7/qsU50/3UEN
        I9anR75vT5GZxGNfoNErqnp2qlNd06KWw370oobHQO30hEv2lJ0dqN8q+8Rmwe9sa1sfW+34RdeFm5W1/wWKlINm
        bfgzrOXXFF0/6ZCzYJzN3v0j9apy+H5/4Szx5N2zQWuYI4890YgzKn44Y297f7wzrV0zp2TNLjvSaqCNsXzETOeq
        nzc4C0MJpFXft7IWl9YFnO/Z805xi2ynYFgBeQsf7kt+9GLNOi4I4mz+05fK9eFsjHg89ONxmDUcvmM3BQGKcl6I
        tY9Z8M5nwfsdRh4Pv1tnsTbIY81BHzzD9AAfPotu0hrrEaQeT0db8z3AD8+zCP+1Bs3Vs/VxeTzop0pZcQN49k0O
        QoTfrmQfcZFkl4Pjjc9gkY1aL/kYjnHKF+0D/0YfcFCP97FpN8PnGK+It05lQF7KSu7ghNiCqA96UY/P0cfaORd8
        UwZQVHt2skBkFxvySikrPAnz78pg/beXsvRrNdBXUl7KeIMgW7QLPhMbwNj9u6h3bSCDVbbMoDx2ywDqR5/y6rmd
        voLnuSG3sYp1u5gnqZQQWVwaabA06P80P8hfXhzkDVcG+d5ngpGXng8G9s6HB+n5lKMHNSsVngUfmkuwGuQH1eoZ
        Qda7IOhnzwQ9DZ4LWrnLg/7eK7QOOe+1MOjJXUIg7aEFFD37VtJcnM9+bO50ze1v+rNXyIWHrzfnzS8yYz8ZaLLv
        P+Te1uuJi1zuJtnEASJSMMJEDr2FH043Aw99K7cEF5jYX9N9MM2IHbLK5JMbSs8Ns2XOmi7UyxfPIR1noR/noCfw
        VIzpuWG7VCkTZeD4q9KaWi4QWHtfb2Yi1L7eko3pI/xPb5Sxr/UwPe/OlQUVd5guV9Gnv1nVt42JGtsYY1stl4mK
        A41N3mCwxBq9kXf+KnGOZ1oVIRL7K2nWwV8Fe+pGkTWukRl7ZJ5cOMKkqF58X+adn2gG7JtMZjwsAzetlLHzrjHd
        mHfPKcnyL8jKNS1NBFv/qfAOf5N61Lv5IrJ1pMnGwrsveFx/TbteNBs59OPcyHVfSmubR7A9pwyr/3zB0hR8V8Nz
        0ui3Dbay3GBioiBsaW5bo2bAMxvcpwDyLlqr0EP82ks29UxuD7/5bThpB+B5EAH91jMNBc2NjDDQRz0Jd9pYRzpn
        mp7FfUz/+UTTur9U0n9Yuj9DKrtEoqZsrxkI3gtaBkVesFKyRQfhOXS4CIxsa6pO8Dyf2FFau6oJLPENiR5+7k5T
        +w4Sj8dAoA4Q0AP6cKmOxkoWN0mwV69xGKwdvy9bsrw7FXviJsmuhfeDNY6tVs+R7KMlBiv5nmMdmLpMqqfGSaty
        DfVR3D0QnvFH2ir5Nsm650u3nwema9+VrQJ5//EFkjfpTBzOsZbfIqs6fC2tv78q1Etl0tt4PnH8aIzkfecIf984
        zaF+u5Dq9R3Cev06gRqhZAbpBS1LZMmjpQT/opckm1xiuLNwPtaoIccujZYBvlXi8Vibux3Pf8+W0w42Nq0PL0vM
        /Y2yJDv9AkcusK+NifH0/pZmzp4Opnfv59L7ZTOzeNudJsa8b1+WVTtMM/DRMVledivNUJ+XyexDW6WV1UAgh7NY
        q0kCPZHIeom9CPSxRgmGeq4dgU2+xFnoI44cH/hf8L6RarD8M1ytvUbrwLObYw2Vfp9BvuJKbs0+x/mYdMMK3k0a
        efZmGnxVK8Pq9gfDeukYt5q8xKm/1VJunU8yCNCHM6patREIT9JRg7+9xWBfXCWsKxVG5IBjZPtmisDsdUZ20hwR
        8D0nSlo9LvKC9xKwDly5XvivPCQKfF2F5+07KWdJU0nHOerAcFE1pEDUbIH7ZWghzedJHUTFCpPmFh5dLuLtJMG+
        6ixqZncT25p0EV3HdxElm7uJ9IZJYqGnm6jMSCatqmeS8LRIFhVVms892k1Y+xNFYZn2o44+nBf7RCIhL60LcaeP
        d6U5Mbd0pWNhX/GYJFG+JlFE8pYbni07DGvZW4a6p5PwBjcK/uUUgbX/4nHDenUW8Wz5IPJWZbQReWUTBHIFrxSK
        wBa/8PSIFezGGqNqxjzqx57sdk1IR94/KV3wEcOMijeGkR99bp47rJFU618V/OZfREm7q2Wzfk1kzKS1omTJWVFU
        fp0svLJZZG3YL2qGnRdDGjSTnkt/ph70hCczil0X7xDIsxN7RGXfIwI59GOOXpxx+r58kVP2DPHoc/1ZHy8Qlf58
        ivHsabHzo8XC2/gxceATS1gZo0R2r6dEbs0yUVORV5vHfvmgyO37CPmqf36BYqukVcK6PI/60Lswd6qIfDKL4A2v
        pPmDRq+gmejHHHtGZiwRuWnNxYnBW4UpVgnvw1OJs1KaiJhBG0TlXRnCI+Capc+lHGP8o7NI848ZX9uL3LRRowl7
        hgaJLx56t4gZ2IP6UZ/Sb4FQgwdSnd2vNfUFPjhnsEkXDc/eE0ZgeyehWsOe7vaLEfi2iYjt2J507+xmoupcS5H3
        TYKoCMeIilWdCf6cbwzyggdz7OfdG1E/erHG3tjsBiKS2U7Pg7l4DJyH3sC01yUgxI5McLK7DQx7vIdDfM5eyY6c
        sfNmwvf1kTPCf6BUerwjw5EXfpJq97IQ8GHkwW8qf1qYfbs0ZB26X0J0oA4VlC80vbN9wF8Xzuk7L8yHzMbaxKj8
        H0jsQU9BeUzY+rwffAc+hQh5xu0O4e+PujCcfodYm59kxOhmqgsHJXLgxTxUMfQqE/KQd/CksCehbabq1NX09LkU
        5rdWmiyJZ/Jbc8JWr7yw9+ammbGde2T6u2wBXknUrfaxZYBMq31BCPrC/p/GhT2J/U2NnaZ1bHqYjm28FQKEIznL
        wszoUga89P900sS84sQC8oJult99yrR+tB2AzH4vsaxm0a/hjfPiKHqeXBpGzvrRMHP3986MGTYfvSH0Rh6dbB52
        bi2zuleE2MdNM9XRyWbBk8vNbZOblGUv+sVkHz9vWt2zQ8CFsYY8jHpe2znh2EOVcN5F4Srrr6a14GSIDwyGvRe/
        Nqvef98smdIis2TKEjN75Ro6j8j4e03WeHXIWjAuHIXpKa5BXxn04HUIVybfVZY+tXXZ2NdalFX0norXqsw6dMiJ
        dOwUhutqav3F8FXDBmYCLyqT94a3/JyUGem4NsQu/ShYBTx7zPsCInyXrmgrmTrO4TqEWE5zwcbfjVGyFUWCZd0e
        Yu92lBAF9V360YE+x5o834Ro8sN/CwdmG5mqW1YmXN8wcIChmaxjAPShYWsy/EYCIDeRw/0An9HU+++QA8A9KGFf
        0V7D/QV7TQZeKSce9qPAvRfdm7hnw7hOFXFnTf+J+bhmJq4drhmuJ67Rwo1NMwO3JIf5QB96TYhm4JaNuO5hXEc4
        3xDcE3ifQF7kwH0UtvJmYR2C2mQfhsJq9/VlUEv+VjV6QuQ9ciZsNbg6E689L/3a5DPeMQOscRkgE/aEGXm3S1lA
        pmYiVFE4jD7YEyHY72UI0KnX36WXmdV9n5nXMcH0pp7B/S29qRPgXsjBe8JM73nMxHxah9Vh0MN4z0JPGHuyu30U
        5n0aO5H9tzvstb/wrkduCAX6TRG8z3wRO3+diK/xSMgdjOnhpiH0QJQQndj5nUPYy4f+GOJDJ5kQjaorMPeLF2Vh
        0n1hRNGZNyVosurKFoF81hetTe0lv8Ae7+ACwY8fsyNNn9f/lrs7S1mXpsPzXJZtrXrRwLpkruMUhOc6/gE7gYf3
        g5LNTuTxxxxrVWtR3H6WbFt0fbjph9eabYuWhcZ2XSd7zI4z+YNtQ/zBIrvmixjpXz5BFrf/VWKNx4DoAELI5/mW
        CX5FiNELOtH9MvbxV+WgfR+Ecl57O/R0iybhrg98LfkVR4DPwRpgYrx3q9eEPifvu8dC3qaFIct5R5rT2oVzTiWE
        IXcANn4ub9N4GRk8B/TuyIXQn9XihIzpkY+8ZJu+NeA8BWiC57+HHqEuviWsv5vwvLoGnuc/tFnDF9DjQHRYTl8O
        vIjWNjv/gK0udpHs/FHbf0FCfCCEEWfE1wRkyfnBctpP82R5zTIZODcDYwj8oZzzlRJ8oZjN+yUfeJvZKjHexLxV
        YiHUO+yYzfeGELNeamI2n9g7jDnwAnLz8NJb0R9+e2tiGI+T/ORhue1Cf4mxuPpUCI/xbHq8aU57RUIM47oMeioG
        o1lcPT4En0MgB/4Q7I1Q7sVNUu2JlZEfijGKnFNrcE8JT+pBR+0pcDAHOJEfuoZAd9h1tsA++vf7i11gnRIEXG+B
        +xHWRLG52TbPT8VaRNfXZgdn2bB2BmgGrLGBPazhNUIl+AQ7lWjjvgeP4Z/Xy2Gn1iu+foXhse9AziHtVCJqENfD
        rF85X98KOTwu7KMzzulfPw4FJqdJ/BxYA0TNFwupjgyGd13QvC+MCrG5FSL2/iXI4350Are3d3Bv4P0G52pEuk51
        8H5hmx6yS85/JvwD+juYw3nYuK9wfcCD549zneLtq0OtxdXhPRu2h3qktzfhPgnFLP8xBPeIKAg3MoGXkIcq15WF
        irffaCKiulFVNCLERt0UZAVVGWzWfh8b/7bPOrbGx5Y/6QOeq6UxCrgM5veUsvzvfMwfGMBm3OWzLpQFrevOBa0j
        7ThwQZrxzFc+Ni2rlC045mOrZ8OsJB978edS3vIaxSZuCcIMjKX82gYKZ1lHXvGxu+dksOcaCjZBOCy7sf5/c/Yt
        Fax1B8HmzTZY3EKHTYR3CvUXH/tpk2C51Tb7eaVtPbUGvmeft9nrkxw26GGbpSQ77Js3HLam0mCtXzfYDf0Eu/XP
        Dlu7zmEt4f13+nPCGlnisMP9BfnfzBdwPM5q/qr+B5ynGuWYLwAA
        """)

    /// Events of TensorFlow 1's and PyTorch's kind: a 0.5, h a histogram, a 0.25.
    static let eventsPlain = unpacked(
        """
        H4sIAAAAAAACA5NggIDF9d5KnBDmD3sp3qSixMw8Pdey1LwSKyMtjZQcUai6a6uztaHqGBy0uLg4uBgTQXL2ddcl
        75VCJa7fdKyAKuJwEGDUyuBK42LM0EqEin3YLwiTlIQwBBwUYQxNCEPHwUiCARU4wJRYQWU+2KPKfLCPfMjFKQ4V
        fH7uhxwnTIsAE8KtDXZ3bz9YAACWDgrh+QAAAA==
        """)

    /// The same of TensorFlow 2's kind, and a text.
    static let eventsTensors = unpacked(
        """
        H4sIAAAAAAACA5NggIDF9d5KnBDmD3sp3qSixMw8Pdey1LwSKyMtjZQcdai63Q83ukHVMThoyXBJcTEmOnFwMGqx
        AAXsvbi5OLnYi5MTcxKLiqXjZPILoEqnaK49C9XG4SDAqJXMlcjFmOHkw8Gk5AER/rCfAQV8sEflMzhgpwUcYOq9
        +Lh4uLgyMotL8tOLEnOL+7Y/fSoDVXzi4FRZTpgGASYtfi5eqMOVgA5vsFse0G2pDFW7YX65M1StiIMAs5YYlwgX
        Y4kTKwe7E2OFFwcXGxdLSWpFSZfSZCEAoL/N6z4BAAA=
        """)
}
