namespace Facilities.Operations.Templates;

/// <summary>A name in the two languages of the product.</summary>
public sealed record LocalizedName(string Zh, string En)
{
    /// <summary>The name for a UI culture: Chinese for <c>zh*</c>, English otherwise.</summary>
    public string For(System.Globalization.CultureInfo culture) =>
        culture.TwoLetterISOLanguageName == "zh" ? Zh : En;
}
