namespace Facilities.Dashboard.Tests.Api;

/// <summary>The classes that share one service.</summary>
[CollectionDefinition(Name)]
public sealed class ApiCollection : ICollectionFixture<ApiHost>
{
    public const string Name = "api";
}
