using Facilities.Storage.Relational.Intake;

namespace Facilities.Ingest.Tests.Dialects;

/// <summary>A rig per test.</summary>
public abstract class DialectFacts : IAsyncLifetime
{
    private protected DialectRig Rig { get; private set; } = null!;

    public async Task InitializeAsync() => Rig = await DialectRig.CreateAsync();

    public async Task DisposeAsync() => await Rig.DisposeAsync();

    protected static FieldMapping Field(string field, string point, string unit = "", double scale = 1, double offset = 0) => new(field, point, unit, scale, offset);
}
