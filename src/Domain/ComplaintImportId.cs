namespace Facilities.Domain;

public readonly record struct ComplaintImportId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
