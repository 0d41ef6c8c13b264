namespace Facilities.Storage.Relational.Security;

/// <summary>A key of ASP.NET's data protection. Used where several processes share the database; one process alone keeps its keys in its data folder.</summary>
public sealed class ProtectionKey
{
    public int Id { get; set; }

    public required string Name { get; set; }

    public required string Xml { get; set; }
}
