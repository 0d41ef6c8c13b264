namespace Facilities.Domain;

public readonly record struct EnforcementCaseId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
