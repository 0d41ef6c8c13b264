namespace Facilities.Operations.Templates;

/// <summary>An asset's own numbers for one learned baseline; what is <c>null</c> stays as in the template.</summary>
public sealed record VectorOverride
{
    /// <summary>Rows of training; never below 300.</summary>
    public int? TrainingRows { get; init; }

    public double? On { get; init; }

    public double? Off { get; init; }
}
