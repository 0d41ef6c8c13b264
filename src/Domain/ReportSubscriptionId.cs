namespace Facilities.Domain;

public readonly record struct ReportSubscriptionId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
