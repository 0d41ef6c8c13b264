namespace Facilities.Storage.Relational.Security;

/// <summary>A key that the service made for itself, encrypted; all processes on the database share it.</summary>
public sealed class ServiceSecret
{
    public required string Name { get; set; }

    public required string ProtectedValue { get; set; }
}
