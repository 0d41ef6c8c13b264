namespace Facilities.Domain;

public readonly record struct LedgerEntryId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
