using Facilities.Domain.Assets;
using Facilities.Storage.Relational.Conventions;
using Facilities.Storage.Relational.Health;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class HealthConfiguration : IEntityTypeConfiguration<AssetHealth>, IEntityTypeConfiguration<AssetHealthDay>
{
    public void Configure(EntityTypeBuilder<AssetHealth> builder)
    {
        builder.ToTable("asset_health");
        builder.HasKey(health => health.AssetId);
        builder.Property(health => health.AssetId).ValueGeneratedNever();
        builder.Property(health => health.Reasons).AsJson();
        builder.Property(health => health.Seen).AsJson();
        builder.HasIndex(health => health.Score);
        builder.HasIndex(health => health.Day);
        builder.HasOne<Asset>().WithOne().HasForeignKey<AssetHealth>(health => health.AssetId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<AssetHealthDay> builder)
    {
        builder.ToTable("asset_health_days");
        builder.HasKey(day => new { day.AssetId, day.Day });
        builder.HasOne<Asset>().WithMany().HasForeignKey(day => day.AssetId).OnDelete(DeleteBehavior.Cascade);
    }
}
