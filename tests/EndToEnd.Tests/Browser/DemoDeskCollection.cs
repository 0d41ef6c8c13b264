namespace Facilities.EndToEnd_Tests.Browser;

/// <summary>The classes that share one demo and one browser.</summary>
[CollectionDefinition(Name)]
public sealed class DemoDeskCollection : ICollectionFixture<DemoDesk>
{
    public const string Name = "demo desk";
}
