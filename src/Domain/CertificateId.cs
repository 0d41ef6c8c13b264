namespace Facilities.Domain;

public readonly record struct CertificateId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
