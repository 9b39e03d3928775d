/* Highway is used from C++ only; this module links its run-time dispatch. */
