using Facilities.Domain.Assets;
using Facilities.Storage.Relational.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class ModelConfiguration : IEntityTypeConfiguration<AssetModel>, IEntityTypeConfiguration<RunProgress>
{
    public void Configure(EntityTypeBuilder<AssetModel> builder)
    {
        builder.ToTable("asset_models");
        builder.HasKey(model => model.Id);
        builder.HasIndex(model => new { model.AssetId, model.Baseline, model.Version }).IsUnique();
        builder.HasIndex(model => new { model.State, model.ScannedThrough });
        builder.HasOne<Asset>().WithMany().HasForeignKey(model => model.AssetId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RunProgress> builder)
    {
        builder.ToTable("run_progress");
        builder.HasKey(run => run.Name);
    }
}
