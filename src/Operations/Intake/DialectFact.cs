namespace Facilities.Operations.Intake;

/// <summary>Name of something a dialect remembers.</summary>
/// <param name="Dialect">Key of the dialect.</param>
/// <param name="Place">Whose credential said it: <c>site</c>, <c>site/asset</c>, or empty for one of every site.</param>
/// <param name="Key">What it is about, at most 512 characters.</param>
public readonly record struct DialectFact(string Dialect, string Place, string Key)
{
    /// <summary>One asset's credential said it. Site codes have no slash.</summary>
    internal bool IsOfAsset => Place.Contains('/', StringComparison.Ordinal);
}
