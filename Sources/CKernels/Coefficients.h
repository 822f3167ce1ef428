// Coefficients of the polynomials, from the constant up: near-minimax fits that
// Scripts/kernel-coefficients.py prints, with the error of each.
#ifndef CKERNELS_COEFFICIENTS_H
#define CKERNELS_COEFFICIENTS_H

// The high part of log 2 has 42 bits, so that its products with exponents are exact.
static const double ln2_high = 0x1.62e42fefa3800p-1;
static const double ln2_low = 0x1.ef35793c76730p-45;
static const double inverse_ln2 = 0x1.71547652b82fep+0;
// Adding it to a number below 2^51 rounds that to a whole number, which its low bits then hold.
static const double round_shift = 0x1.8p52;

// (exp(r) - 1 - r) / r^2 for |r| <= log(2) / 2.
static const double exp_tail[11] = {
    0x1.0000000000000p-1, 0x1.5555555555557p-3, 0x1.5555555555556p-5, 0x1.11111111100dcp-7,
    0x1.6c16c16c162d4p-10, 0x1.a01a01abe7fe1p-13, 0x1.a01a01a6d889cp-16, 0x1.71de0231960ebp-19,
    0x1.27e4db646b17ep-22, 0x1.af4de97ca4194p-26, 0x1.1f730349868cep-29,
};

// (2 atanh(s) - 2 s) / s^3 in z = s^2 for 0 <= z <= 0.0401.
static const double log_tail[8] = {
    0x1.5555555555555p-1, 0x1.9999999999f30p-2, 0x1.24924923dba6ap-2, 0x1.c71c72e2f78d5p-3,
    0x1.745cab2727663p-3, 0x1.3b29fcbbce66dp-3, 0x1.0e88ea4725d3dp-3, 0x1.16b68338bd78bp-3,
};

// exp(x^2) erfc(x) (1 + 2 x) in (x - 3.5) / (x + 3.5) for x >= 0.
static const double erfc_scaled_whole[26] = {
    0x1.3e0a99a0ee914p+0, -0x1.1ebd220ea593bp-3, -0x1.59e2c284b1285p-7, 0x1.8f702ec6b32a8p-4,
    -0x1.d76830c352eabp-4, 0x1.68610604705ffp-4, -0x1.8ff5ef76d7d79p-5, 0x1.38ec6670925cfp-6,
    -0x1.143c4ca620e44p-8, -0x1.3cf367ce7fc6fp-12, 0x1.27e664e7fe841p-11, -0x1.fda93f7f35b3ap-14,
    -0x1.66e23fdba91cep-15, 0x1.970cf95d01ce7p-16, 0x1.388aa1c01736bp-19, -0x1.0037c2a3d2237p-18,
    -0x1.83a3100a0e590p-25, 0x1.46056eabfc71ep-21, -0x1.bd924ec3611dcp-28, -0x1.b66c04dbd7b8ep-24,
    -0x1.9a048012ca731p-31, 0x1.275f9f4ff1d49p-26, 0x1.48b9094eb56d9p-31, -0x1.528bc606c6ab3p-29,
    -0x1.8a07741c3cceep-34, 0x1.c884c39ed0c09p-33,
};

// atan(t) / t in t^2 for |t| <= tan(pi / 8).
static const double atan_series[12] = {
    0x1.0000000000000p+0, -0x1.555555555552fp-2, 0x1.99999999945a6p-3, -0x1.24924922550bfp-3,
    0x1.c71c70c9a833dp-4, -0x1.745cf619835d6p-4, 0x1.3b10ed4b0d8a1p-4, -0x1.10e9f2f243526p-4,
    0x1.def78071ec85cp-5, -0x1.9c6eb3e8de297p-5, 0x1.36e6836d45c2ep-5, -0x1.237a53bd25b77p-6,
};

// The Gauss-Hermite rule with twenty nodes for the standard normal weight: the positive nodes, and
// the weight of each and of its negative.
enum { hermite_count = 10 };
static const double hermite_nodes[hermite_count] = {
    0x1.634a926e31cc3p-2, 0x1.0afe77649f856p+0, 0x1.bec88746540b2p+0,
    0x1.3ab57d3cecdfdp+1, 0x1.9831a333c7332p+1, 0x1.f8d3ec11c84fep+1,
    0x1.2f03616d7eb60p+2, 0x1.650a0e7d0f317p+2, 0x1.a0ad8256821f2p+2,
    0x1.e79e7dc649aaep+2,
};
static const double hermite_weights[hermite_count] = {
    0x1.0b0d563a28706p-2, 0x1.4b3dfdef813b3p-3, 0x1.f7dc3610551afp-5,
    0x1.caae5f066726dp-7, 0x1.dfc024629bebep-10, 0x1.0e2b151900253p-13,
    0x1.276bdd4d669f4p-18, 0x1.072c77c84088dp-24, 0x1.10e7d83542f20p-32,
    0x1.1b3b45ae1f150p-43,
};

#endif
