namespace Facilities.Detection;

/// <summary>Solves small symmetric, positive definite systems by Cholesky's decomposition (Golub and Van Loan, Matrix Computations, 4.2). Pure and thread-safe.</summary>
internal static class SymmetricSystem
{
    /// <param name="matrix">Symmetric; positive definite, as ridge and shrinkage make it. Not changed.</param>
    /// <param name="right">As many as the matrix has rows.</param>
    public static double[] Solve(double[][] matrix, double[] right)
    {
        var n = right.Length;
        var lower = Decompose(matrix);
        var x = new double[n];
        for (var i = 0; i < n; i++)
        {
            var sum = right[i];
            for (var k = 0; k < i; k++) sum -= lower[i][k] * x[k];
            x[i] = sum / lower[i][i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++) x[i] -= lower[k][i] * x[k];
            x[i] /= lower[i][i];
        }

        return x;
    }

    public static double[][] Inverse(double[][] matrix) =>
        [.. Enumerable.Range(0, matrix.Length).Select(i => Solve(matrix, [.. Enumerable.Range(0, matrix.Length).Select(j => j == i ? 1.0 : 0)]))];

    private static double[][] Decompose(double[][] matrix)
    {
        var n = matrix.Length;
        var lower = new double[n][];
        for (var i = 0; i < n; i++)
        {
            lower[i] = new double[n];
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i][j];
                for (var k = 0; k < j; k++) sum -= lower[i][k] * lower[j][k];
                // Rounding must not make the last columns of a nearly dependent system negative.
                lower[i][j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / lower[j][j];
            }
        }

        return lower;
    }
}
