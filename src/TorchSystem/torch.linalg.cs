namespace TorchSharp;

public static partial class torch
{
    /// <summary>Dense linear algebra on matrices and on batches of them.</summary>
    public static class linalg
    {
        /// <summary>What a QR factorization returns.</summary>
        public enum QRMode { Reduced, Complete, R }

        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => Pair("linalg_eigh", input, UPLO.ToString());
        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Call("linalg_eigvalsh", input, UPLO.ToString());
        public static (Tensor, Tensor) eig(Tensor input) => Pair("linalg_eig", input);
        public static Tensor eigvals(Tensor input) => Call("linalg_eigvals", input);
        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced) => Pair("linalg_qr", input, mode switch { QRMode.Complete => "complete", QRMode.R => "r", _ => "reduced" });
        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true) => Triple("linalg_svd", input, fullMatrices);
        public static Tensor svdvals(Tensor input) => Call("linalg_svdvals", input);
        public static Tensor cholesky(Tensor input) => Call("linalg_cholesky", input);
        public static (Tensor L, Tensor info) cholesky_ex(Tensor input, bool check_errors = false) => Pair("linalg_cholesky_ex", input, false, check_errors);
        public static (Tensor P, Tensor L, Tensor U) lu(Tensor input, bool pivot = true) => Triple("linalg_lu", input, pivot);
        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Call("linalg_solve", A, B, left);
        public static Tensor solve_triangular(Tensor A, Tensor B, bool upper, bool left = true, bool unitriangular = false, Tensor? @out = null) => Tensor.Into(@out, Call("linalg_solve_triangular", A, B, upper, left, unitriangular));
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other) => Quadruple("linalg_lstsq", input, other);
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other, double rcond) => Quadruple("linalg_lstsq", input, other, rcond);
        public static Tensor inv(Tensor input) => Call("linalg_inv", input);
        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) => Call("linalg_pinv.atol_rtol_float", input, atol, rtol, hermitian);
        public static Tensor det(Tensor input) => Call("linalg_det", input);
        public static (Tensor, Tensor) slogdet(Tensor input) => Pair("linalg_slogdet", input);
        public static Tensor matrix_rank(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) => Call("linalg_matrix_rank.atol_rtol_float", input, atol, rtol, hermitian);
        public static Tensor cond(Tensor input) => Call("linalg_cond", input);
        public static Tensor matrix_exp(Tensor input) => Call("linalg_matrix_exp", input);
        public static Tensor multi_dot(IList<Tensor> tensors) => Call("linalg_multi_dot", (Tensor[])[.. tensors]);
        public static Tensor diagonal(Tensor input, int offset = 0, int dim1 = -2, int dim2 = -1) => Call("linalg_diagonal", input, offset, dim1, dim2);
        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) => Call("linalg_norm", input, Arg.None, dims, keepdim);
        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Call("linalg_norm", input, ord, dims, keepdim);
        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) => Call("linalg_norm", input, ord, dims, keepdim);
        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) => Call("linalg_norm.ord_str", input, ord, dims, keepdim);
        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) => Call("linalg_vector_norm", input, ord, dims, keepdim);
        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false) => Call("linalg_matrix_norm.str_ord", input, ord, dims ?? [-2, -1], keepdim);
        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Call("linalg_matrix_norm", input, ord, dims ?? [-2, -1], keepdim);
    }
}
