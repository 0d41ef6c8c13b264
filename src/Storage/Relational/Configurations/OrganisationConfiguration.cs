using Facilities.Domain.Organisations;
using Facilities.Storage.Relational.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class OrganisationConfiguration : IEntityTypeConfiguration<Organisation>, IEntityTypeConfiguration<MaintenanceContract>
{
    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.ToTable("organisations");
        builder.Property(organisation => organisation.Name).HasMaxLength(200);
        builder.Property(organisation => organisation.NameEn).HasMaxLength(200);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(organisation => organisation.ParentId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<MaintenanceContract> builder)
    {
        builder.ToTable("maintenance_contracts");
        builder.Property(contract => contract.Number).HasMaxLength(100);
        builder.Property(contract => contract.Clauses).AsJson();
        builder.HasOne<Domain.Assets.Asset>().WithMany().HasForeignKey(contract => contract.AssetId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(contract => contract.FirmId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(contract => new { contract.FirmId, contract.AssetId });
    }
}
